# Builds the tool from source and lays it on a base without a shell. A release publishes the image
# that this file describes; action.yml then names it by digest.
FROM maven:3.9-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976 AS build
ENV JAVA25_HOME=/opt/java/openjdk
WORKDIR /build
COPY pom.xml LICENSE NOTICE ./
COPY src src
RUN mvn -q -B -Pimage package -DskipTests -Dimage.libc=none -Djib.skip=true

# For systems that need a shell in the image, such as GitLab: --target shell
FROM debian:12-slim@sha256:abd67ffcfa541b485a3dff59865ab629aa048a6c613e639d36e7456b0b229241 AS shell
COPY --from=build /build/target/image/ /
COPY src/launcher/in-image /usr/local/bin/flask-debug-guard
RUN chmod 755 /usr/local/bin/flask-debug-guard
ENV LC_ALL=C.UTF-8

FROM gcr.io/distroless/base-debian12@sha256:9e9b50d2048db3741f86a48d939b4e4cc775f5889b3496439343301ff54cdba8
COPY --from=build /build/target/image/ /
ENV LC_ALL=C.UTF-8
# Root, since the workspace of a runner belongs to its user.
USER 0:0
# Java itself: a shell in between would drop the inputs, whose names have hyphens.
ENTRYPOINT ["/opt/flask-debug-guard/runtime/bin/java", "-XX:+UseParallelGC", "-XX:ParallelGCThreads=2", "-Xmn100m", "-XX:+UseCompactObjectHeaders", "-XX:TieredStopAtLevel=1", "-XX:C1MaxInlineSize=20", "-XX:Tier3BackEdgeThreshold=3000", "-XX:Tier3MinInvocationThreshold=3", "-XX:Tier3CompileThreshold=500", "-XX:SweeperThreshold=60", "-XX:MaxTenuringThreshold=1", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTReplayTraining", "-XX:AOTCache=/opt/flask-debug-guard/lib/flask-debug-guard.aot", "-Xlog:disable", "-XX:-UsePerfData", "-Xmx512m", "-Xss1m", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/tmp/flask-debug-guard-crash-%p.log", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-cp", "/opt/flask-debug-guard/lib/flask-debug-guard.jar", "io.github.flaskdebugguard.cli.Main"]
CMD ["action"]
