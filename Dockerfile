# Both images of Sealift: docker build --target operator|worker. It is written for the classic builder too, and fetches
# nothing in the lab: hack/images puts everything into place first (jars by Maven, AzCopy by hack/azcopy).
#
# The base needs a Java 25 runtime and glibc. The default is Temurin's multi-architecture image as Docker Hub served it in
# September 2026; several public projects pin the same digest. hack/images takes another one from SEALIFT_BASE_IMAGE.
ARG BASE=eclipse-temurin:25.0.4_7-jre@sha256:bb036ed6cfdc57e3da7c22634d15f1b840d2caf76183861c80e81ca4b5104abb

FROM ${BASE} AS operator
LABEL org.opencontainers.image.title="sealift-operator" \
      org.opencontainers.image.description="Moves AWS workloads to Azure and proves the copy before it cuts over" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /opt/sealift
COPY LICENSE /licenses/LICENSE
# In the order in which they change: libraries seldom, our classes always.
COPY operator/controller/target/quarkus-app/lib/ lib/
COPY operator/controller/target/quarkus-app/quarkus/ quarkus/
COPY operator/controller/target/quarkus-app/app/ app/
COPY operator/controller/target/quarkus-app/quarkus-run.jar quarkus-run.jar
COPY hack/jvm/operator operator.jvm
COPY hack/train/operator operator/controller/target/train /tmp/train/
RUN cd /tmp && sh /tmp/train/operator /opt/sealift/operator.jvm /opt/sealift/quarkus-run.jar /tmp/train /opt/sealift/operator.aot \
      >train.log 2>&1 && chmod 444 /opt/sealift/operator.aot \
 || { cat train.log; echo "WARNING: no AOT cache: the training run failed, the operator will start slowly"; }; \
    rm -rf /tmp/*
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "@/opt/sealift/operator.jvm", "-XX:AOTCache=/opt/sealift/operator.aot", \
            "-jar", "/opt/sealift/quarkus-run.jar"]

FROM ${BASE} AS worker
LABEL org.opencontainers.image.title="sealift-worker" \
      org.opencontainers.image.description="The data plane of Sealift: moves and compares, one command a pod" \
      org.opencontainers.image.licenses="Apache-2.0 AND MIT"
WORKDIR /opt/sealift
COPY LICENSE /licenses/LICENSE
# AzCopy links against libsecret, to keep what `azcopy login` was told. The lab's base has it, so that no network is needed.
RUN ldconfig -p | grep -q libsecret-1.so.0 || { apt-get update \
 && apt-get install -y --no-install-recommends libsecret-1-0 && rm -rf /var/lib/apt/lists/*; }
COPY operator/worker/target/azcopy /usr/local/bin/azcopy
RUN azcopy --version && rm -rf /root/.azcopy
COPY operator/worker/target/lib/ lib/
COPY operator/worker/target/sealift-worker-*.jar worker.jar
COPY hack/jvm/worker worker.jvm
COPY hack/train/worker operator/worker/target/train /tmp/train/
RUN cd /tmp && sh /tmp/train/worker /opt/sealift/worker.jvm /opt/sealift/worker.jar /tmp/train /opt/sealift/worker.aot \
      >train.log 2>&1 && chmod 444 /opt/sealift/worker.aot \
 || { cat train.log; echo "WARNING: no AOT cache: the training run failed, workers will start slowly"; }; \
    rm -rf /tmp/*
USER 65532:65532
EXPOSE 8642
ENTRYPOINT ["java", "@/opt/sealift/worker.jvm", "-XX:AOTCache=/opt/sealift/worker.aot", "-jar", "/opt/sealift/worker.jar"]
