package dev.sealift.engine;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of transitions. An event that repeats is one event with a count: its name is made from what it says. A lost event never
 * fails a reconcile.
 */
public final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int LONGEST_NOTE = 1000;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final Clock clock;

    /** Events written with this client. */
    public Events(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Something as it should be. */
    public void normal(HasMetadata about, String action, String reason, String note) {
        write(about, "Normal", action, reason, note);
    }

    /** Something a person should look at. */
    public void warning(HasMetadata about, String action, String reason, String note) {
        write(about, "Warning", action, reason, note);
    }

    private void write(HasMetadata about, String type, String action, String reason, String note) {
        try {
            Event event = event(about, type, action, reason, Texts.cut(note, LONGEST_NOTE));
            if (!isNew(event)) {
                countOnceMore(event);
            }
        } catch (KubernetesClientException e) {
            LOG.warn("event lost: {} {} ({})", reason, note, e.getMessage());
        }
    }

    /** Most are, so it is tried first. */
    private boolean isNew(Event event) {
        try {
            client.resource(event).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private void countOnceMore(Event event) {
        Event before = client.resource(event).get();
        if (before != null) {
            int count = Objects.requireNonNullElse(before.getCount(), 1) + 1;
            client.resource(new EventBuilder(before)
                            .withCount(count)
                            .withLastTimestamp(event.getLastTimestamp())
                            .build())
                    .update();
        }
    }

    private Event event(HasMetadata about, String type, String action, String reason, String note) {
        String now = clock.instant().toString();
        String says = String.join("/", about.getMetadata().getUid(), type, action, reason, note);
        return new EventBuilder()
                .withNewMetadata()
                .withName("%s.%08x".formatted(about.getMetadata().getName(), says.hashCode()))
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withInvolvedObject(reference(about))
                .withType(type)
                .withAction(action)
                .withReason(reason)
                .withMessage(note)
                .withNewSource()
                .withComponent("sealift")
                .endSource()
                .withReportingComponent("sealift.dev/operator")
                .withReportingInstance("sealift")
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }

    private static ObjectReference reference(HasMetadata about) {
        return new ObjectReferenceBuilder()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(about.getMetadata().getName())
                .withNamespace(about.getMetadata().getNamespace())
                .withUid(about.getMetadata().getUid())
                .withResourceVersion(about.getMetadata().getResourceVersion())
                .build();
    }
}
