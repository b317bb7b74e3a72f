package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageResolverTest {
  private static final Span PLACE = new Span("compose.yaml", 0, 0);

  private static ImageConfig image(String dockerfile, String... files) {
    Map<String, String> all = new HashMap<>(Map.of("Dockerfile", dockerfile));
    for (int i = 0; i < files.length; i += 2) {
      all.put(files[i], files[i + 1]);
    }
    ImageConfig image =
        ImageResolver.resolve(
            new Discovery(new InMemoryRepository(all)), "Dockerfile", "", null, Map.of());
    assertThat(image).isNotNull();
    if (image == null) {
      throw new AssertionError();
    }
    return image;
  }

  private static @Nullable String read(ImageConfig image, String path) {
    SourceFile file = image.files().read(path);
    return file == null ? null : file.text();
  }

  private static List<Text> words(String... words) {
    return java.util.Arrays.stream(words).<Text>map(w -> new Text.Known(w, PLACE)).toList();
  }

  private static String started(
      ImageConfig image, @Nullable List<Text> entrypoint, @Nullable List<Text> command) {
    ProcessStart start =
        image.start(entrypoint, command, image.environment(), image.folder(), List.of());
    return start == null ? "" : CommandLine.shown(start.arguments());
  }

  @Test
  void aPlatformReplacesWhatTheImageStarts() {
    ImageConfig image = image("FROM python:3.12\nENTRYPOINT [\"show\", \"e\"]\nCMD [\"c\"]\n");
    assertThat(started(image, null, null)).isEqualTo("show e c");
    assertThat(started(image, null, words("a"))).isEqualTo("show e a");
    assertThat(started(image, words("x"), null)).isEqualTo("x");
    assertThat(started(image, words("x"), words("a", "b"))).isEqualTo("x a b");
    assertThat(started(image, List.of(), null)).isEqualTo("c");
    assertThat(started(image, List.of(), words("q"))).isEqualTo("q");
    assertThat(started(image, null, List.of())).isEqualTo("show e c");
  }

  @Test
  void aShellEntrypointLeavesCmdUnused() {
    ProcessStart start =
        image("FROM python:3.12\nENTRYPOINT flask run\nCMD [\"--debug\"]\n").start();
    assertThat(start).isNotNull();
    if (start != null) {
      assertThat(start.trail()).extracting(Fact::decides).containsExactly(true, false);
    }
  }

  @Test
  void runLinesThatWriteFilesAreRead() {
    ImageConfig image =
        image(
            """
            FROM python:3.12
            WORKDIR /app
            COPY .env.example config.py ./
            RUN cp .env.example .env && echo FLASK_DEBUG=1 >> .env
            RUN printf '%s=%s\\n' A 1 > a.env; cat a.env a.env > b.env
            RUN sed -i 's/debug/release/' config.py && mv a.env c.env
            RUN ln -s /app/config.py /srv/config.py
            RUN echo "X=$(date)" > x.env
            RUN [ -f y ] && echo 1 > z.env
            """,
            ".env.example", "S=1\n", "config.py", "mode = 'debug'\n");
    assertThat(read(image, "/app/.env")).isEqualTo("S=1\nFLASK_DEBUG=1\n");
    assertThat(read(image, "/app/b.env")).isEqualTo("A=1\nA=1\n");
    assertThat(read(image, "/app/config.py")).isEqualTo("mode = 'release'\n");
    assertThat(read(image, "/srv/config.py")).isEqualTo("mode = 'release'\n");
    assertThat(image.files().presence("/app/a.env")).isEqualTo(Presence.ABSENT);
    assertThat(image.files().presence("/app/x.env")).isEqualTo(Presence.FILE);
    assertThat(read(image, "/app/x.env")).isNull();
    assertThat(image.files().presence("/app/z.env")).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void aWrittenValuePointsToTheLineThatWritesIt() {
    String text = "FROM python:3.12\nRUN echo FLASK_DEBUG=1 > /app/.env\n";
    SourceFile file = image(text).files().read("/app/.env");
    assertThat(file).isNotNull();
    if (file != null) {
      Span span = file.span(0, 13);
      assertThat(text.substring(span.start(), span.end())).isEqualTo("FLASK_DEBUG=1");
    }
  }

  @Test
  void filesOfOtherStagesAndMountsAreFollowed() {
    ImageConfig image =
        image(
            """
            FROM node:20 AS web
            COPY . /src
            FROM python:3.12
            COPY --from=web /src/app /app
            COPY --from=0 /src/app/a.py /one/
            COPY --from=elsewhere/image /x /x
            """,
            "app/a.py",
            "a\n",
            "dev/a.py",
            "b\n");
    assertThat(read(image, "/app/a.py")).isEqualTo("a\n");
    assertThat(read(image, "/one/a.py")).isEqualTo("a\n");
    assertThat(image.files().presence("/x/y")).isEqualTo(Presence.UNKNOWN);
    assertThat(image.files().pathOf("app/a.py")).isEqualTo("/one/a.py");
    ImageFiles mounted = image.files().mount("dev", "/app");
    assertThat(mounted.list("/app")).containsExactly("a.py");
    assertThat(mounted.repositoryPath("/app/a.py")).isEqualTo("dev/a.py");
    assertThat(image.files().mount("missing", "/app").presence("/app/a.py"))
        .isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void absentAndUnknownAreTold() {
    ImageConfig own = image("FROM python:3.12\nWORKDIR /app\nCOPY app.py .\n", "app.py", "");
    assertThat(own.files().presence("/app/.env")).isEqualTo(Presence.ABSENT);
    assertThat(own.files().presence("/usr/local/bin/flask")).isEqualTo(Presence.UNKNOWN);
    ImageConfig foreign = image("FROM company/base\nCOPY app.py /app/\n", "app.py", "");
    assertThat(foreign.files().presence("/app/other.py")).isEqualTo(Presence.ABSENT);
    assertThat(foreign.files().presence("/start.sh")).isEqualTo(Presence.UNKNOWN);
    assertThat(foreign.folder()).isNull();
  }

  @Test
  void installsAndPythonAreKept() {
    ImageConfig image =
        image(
            """
            ARG V=3.11
            FROM python:${V}-slim
            WORKDIR /app
            RUN apt-get update && python3 -m pip install --no-cache-dir flask==2.2.2 -r req.txt
            """);
    assertThat(image.python()).isEqualTo("3.11");
    assertThat(image.installs())
        .extracting(install -> CommandLine.shown(install.arguments()))
        .contains("pip install --no-cache-dir flask==2.2.2 -r req.txt");
    assertThat(image.installs()).extracting(Install::folder).containsOnly("/app");
  }

  @Test
  void aForeignBaseMayHaveSetWhatALineRefersTo() {
    ImageConfig image = image("FROM company/base\nENV A=${B:-0} C=$PATH\n");
    assertThat(image.environment().get("A")).isInstanceOf(Text.Unknown.class);
    ImageConfig own = image("FROM python:3.12\nENV A=${B:-0} C=$PATH\n");
    assertThat(own.environment().get("A")).isInstanceOf(Text.Known.class);
    assertThat(own.environment().get("C")).isInstanceOf(Text.Unknown.class);
  }

  @Test
  void stagesThatCopyFromEachOtherInTurnEndInUnknown() {
    StringBuilder text = new StringBuilder("FROM python:3.12 AS s0\nCOPY . /a\n");
    for (int i = 1; i < 90; i++) {
      text.append("FROM python:3.12 AS s").append(i).append('\n');
      text.append(("COPY --from=s" + (i - 1) + " /a /a\n").repeat(3));
    }
    ImageConfig image = image(text.append("CMD x\n").toString(), "app.py", "");
    assertThat(image.files().presence("/a/app.py")).isEqualTo(Presence.FILE);
    assertThat(image.files().presence("/a/none.py")).isEqualTo(Presence.UNKNOWN);
    assertThat(image.files().list("/a")).contains("app.py");
  }
}
