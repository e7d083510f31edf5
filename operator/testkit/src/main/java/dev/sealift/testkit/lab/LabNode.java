package dev.sealift.testkit.lab;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DockerObjectAccessor;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.util.List;
import java.util.Map;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A k3s container that gets along without {@code --privileged}, which some engines refuse: it is given the same rights one by
 * one, save the capability that they lack.
 */
final class LabNode extends K3sContainer {

    static final String FINGERPRINT = "dev.sealift.lab.fingerprint";

    LabNode(LabSettings settings) {
        super(DockerImageName.parse(settings.image()).asCompatibleSubstituteFor("rancher/k3s"));
        withPrivilegedMode(false);
        setTmpFsMapping(Map.of("/run", ""));
        // With reuse enabled in the environment, this keeps Testcontainers from removing the container when the JVM
        // ends.
        withReuse(true);
        withLabel(FINGERPRINT, settings.fingerprint());
        setExposedPorts(settings.ports().stream().map(LabPort::inside).toList());
        withCreateContainerCmdModifier(
                command -> command.withName(settings.name()).withHostName(settings.name()));
        withCreateContainerCmdModifier(LabNode::grantRights);
        withCreateContainerCmdModifier(command -> publish(command, settings.ports()));
    }

    private static void grantRights(CreateContainerCmd command) {
        var host = hostConfig(command);
        host.withCapAdd(Capability.ALL)
                .withCapDrop(Capability.SYS_RESOURCE)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withDeviceCgroupRules(List.of("a *:* rwm"))
                .withCgroupnsMode("host");
        // What the command line calls systempaths=unconfined: the kubelet writes below /proc/sys.
        DockerObjectAccessor.overrideRawValue(host, "MaskedPaths", List.of());
        DockerObjectAccessor.overrideRawValue(host, "ReadonlyPaths", List.of());
    }

    private static void publish(CreateContainerCmd command, List<LabPort> ports) {
        hostConfig(command)
                .withPortBindings(ports.stream()
                        .map(LabPort::binding)
                        .map(PortBinding::parse)
                        .toList());
    }

    private static HostConfig hostConfig(CreateContainerCmd command) {
        var host = command.getHostConfig();
        if (host == null) {
            throw new IllegalStateException("Testcontainers prepares no host configuration any more");
        }
        return host;
    }
}
