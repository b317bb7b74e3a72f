package io.github.flaskdebugguard.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class YamlFileTest {
  private static YamlFile parse(String text) {
    return YamlFile.parse(new SourceFile("a.yml", text));
  }

  private static YamlMap map(String text) {
    YamlFile file = parse(text);
    assertThat(file.problems()).isEmpty();
    return (YamlMap) file.documents().getFirst();
  }

  private static String cut(String text, Span span) {
    return text.substring(span.start(), span.end());
  }

  @Test
  void keepsScalarsAsWritten() {
    YamlMap map =
        map("a: off\nb: \"off\"\nc: 010\nd: 'x'\ne: |\n  l1\n  l2\nf:\ng: \"\"\nh: !reset null\n");
    assertThat(map.text("a")).isEqualTo("off");
    assertThat(((YamlScalar) map.get("b")).style()).isEqualTo(Style.DOUBLE_QUOTED);
    assertThat(map.text("c")).isEqualTo("010");
    assertThat(((YamlScalar) map.get("d")).style()).isEqualTo(Style.SINGLE_QUOTED);
    assertThat(map.text("e")).isEqualTo("l1\nl2\n");
    assertThat(((YamlScalar) map.get("f")).isNull()).isTrue();
    assertThat(((YamlScalar) map.get("g")).isNull()).isFalse();
    assertThat(map.get("h").tag()).isEqualTo("!reset");
  }

  @Test
  void spansAreUtf16AlsoAfterSurrogatePairs() {
    String text = "# 😀\na: \"😀 b\"\nc: [1, é]   # end\nd:\n  - x\n  - y: z\n\n# tail\n";
    YamlMap map = map(text);
    assertThat(cut(text, map.get("a").span())).isEqualTo("\"😀 b\"");
    assertThat(cut(text, map.get("c").span())).isEqualTo("[1, é]");
    assertThat(cut(text, map.get("d").span())).isEqualTo("- x\n  - y: z");
    assertThat(cut(text, map.span())).startsWith("a:").endsWith("z");
    assertThat(cut(text, map.entry("c").span())).isEqualTo("c: [1, é]");
  }

  @Test
  void blockScalarSpanEndsWithItsText() {
    String text = "a: |\n  x\n  y\n\nb: 1\n";
    assertThat(cut(text, map(text).get("a").span())).isEqualTo("|\n  x\n  y");
  }

  @Test
  void aliasesShareTheirNodeAndDuplicatesStay() {
    YamlMap map = map("a: &x {k: 1}\nb: *x\nc: 1\nc: 2\n");
    assertThat(map.get("a")).isSameAs(map.get("b"));
    assertThat(map.entries()).hasSize(4);
    assertThat(map.text("c")).isEqualTo("2");
  }

  @Test
  void mergeKeysGiveWayToLocalKeys() {
    YamlMerge.Merged merged =
        YamlMerge.expand(
            map("x: &a {k: 1, l: 1}\ny: &b {k: 2, m: 2}\nz:\n  k: 3\n  <<: [*a, *b]\n"));
    YamlMap z = ((YamlMap) merged.node()).map("z");
    assertThat(z.text("k")).isEqualTo("3");
    assertThat(z.text("l")).isEqualTo("1");
    assertThat(z.text("m")).isEqualTo("2");
    assertThat(z.entries()).hasSize(3);
    assertThat(YamlMerge.expand(map("a:\n  <<: x\n")).refused()).hasSize(1);
  }

  @Test
  void oneBrokenDocumentLosesOnlyItself() {
    String text = "a: 1\n---\nb: [\n---\nc: 3\n";
    YamlFile file = parse(text);
    assertThat(file.maps())
        .extracting(m -> m.entries().getFirst().name())
        .containsExactly("a", "c");
    assertThat(file.problems()).singleElement().satisfies(p -> assertThat(p.matters()).isTrue());
    assertThat(cut(text, file.maps().get(1).get("c").span())).isEqualTo("3");
  }

  @Test
  void braceTemplatesAreMaskedAndKept() {
    String text =
        """
        {{- if .Values.on }}
        env:
          - name: A
            value: {{ .Values.a | quote }}
          - name: B
            value: "{{ .Values.b }}-{{ x }}"
          {{- end }}
        args:
          {{- toYaml .Values.args | nindent 2 }}
        list:
          {{- range .Values.l }}
          - {{ . }}
          {{- end }}
        {% if x %}
        {{ key }}: v
        {% endif %}
        {{- end }}
        """;
    YamlMap map = map(text);
    YamlList env = (YamlList) map.get("env");
    YamlScalar a = env.maps().get(0).scalar("value");
    assertThat(a.text()).isEqualTo("{{ .Values.a | quote }}");
    assertThat(a.template()).isEqualTo(".Values.a | quote");
    assertThat(a.value()).isInstanceOf(Text.Unknown.class);
    assertThat(cut(text, a.span())).isEqualTo("{{ .Values.a | quote }}");
    assertThat(env.maps().get(1).text("value")).isEqualTo("{{ .Values.b }}-{{ x }}");
    assertThat(map.scalar("args").template()).isEqualTo("toYaml .Values.args | nindent 2");
    assertThat(((YamlList) map.get("list")).items()).hasSize(1);
    assertThat(map.text("{{ key }}")).isEqualTo("v");
  }

  @Test
  void workflowExpressionsStayText() {
    YamlMap map = map("run: |\n  echo ${{ secrets.A }}\nx: ${#a} {{ open\n");
    assertThat(map.text("run")).isEqualTo("echo ${{ secrets.A }}\n");
    assertThat(map.text("x")).isEqualTo("${#a} {{ open");
  }

  @Test
  void hostileFilesBecomeProblems() {
    assertThat(parse("[".repeat(50_000)).problems()).hasSize(1);
    assertThat(parse("a: &a [*a]\n").problems()).hasSize(1);
    assertThat(parse("a: *nope\n").problems()).hasSize(1);
    assertThat(parse("a: \u0000\n").problems()).hasSize(1);
    assertThat(parse("x".repeat(600_000)).problems()).hasSize(1);
    assertThat(parse("a: !!javax.script.ScriptEngineManager [x]\n").problems()).isEmpty();
    assertThat(parse("a:\n\tb: 1\n").problems()).hasSize(1);
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append(("*a" + (i - 1) + ",").repeat(9))
          .append("]\n");
    }
    assertThat(parse(bomb.toString()).problems()).hasSize(1);
  }

  @Test
  void emptyFilesHaveNoDocument() {
    assertThat(parse("").documents()).isEmpty();
    assertThat(parse("# only\n---\n").documents()).isEmpty();
    assertThat(parse("\uFEFFa: 1\n").map().text("a")).isEqualTo("1");
  }

  @Test
  void jsonGivesTheSameNodes() {
    String text = "{\"a\\n\" : [1, true, \"x\"], // c\n \"b\": {\"c\": null,}}";
    JsonFile json = JsonFile.parse(new SourceFile("a.json", text));
    assertThat(json.problems()).isEmpty();
    YamlMap map = json.map();
    assertThat(cut(text, map.entries().getFirst().key().span())).isEqualTo("\"a\\n\"");
    YamlList list = (YamlList) map.get("a\n");
    assertThat(cut(text, list.span())).isEqualTo("[1, true, \"x\"]");
    assertThat(list.items())
        .extracting(i -> cut(text, i.span()))
        .containsExactly("1", "true", "\"x\"");
    assertThat(((YamlScalar) map.map("b").get("c")).isNull()).isTrue();
    assertThat(JsonFile.parse(new SourceFile("a.json", "{\"a\": }")).problems()).hasSize(1);
    assertThat(JsonFile.parse(new SourceFile("a.json", "[".repeat(9000))).problems()).hasSize(1);
  }
}
