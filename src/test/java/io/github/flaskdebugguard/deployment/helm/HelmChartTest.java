package io.github.flaskdebugguard.deployment.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class HelmChartTest {
  private static final String VALUES =
      """
      debug: false
      count: 3
      name: "shop"
      empty: ""
      env: {A: "1", B: off}
      hosts: [a, b]
      nested: {deep: {key: "v"}}
      """;

  private static HelmChart.Rendered render(String template, String... more) {
    Map<String, String> files = new TreeMap<>();
    files.put("c/Chart.yaml", "name: shop\nversion: 1.2.3\nappVersion: 1.4\n");
    files.put("c/values.yaml", VALUES);
    files.put("c/templates/t.yaml", "apiVersion: v1\nkind: ConfigMap\n" + template);
    for (int i = 0; i < more.length; i += 2) {
      files.put(more[i], more[i + 1]);
    }
    return new HelmChart(new InMemoryRepository(files), "c").render(List.of());
  }

  private static YamlScalar scalar(HelmChart.Rendered rendered, String... path) {
    assertThat(rendered.objects()).hasSize(1);
    YamlNode node = rendered.objects().getFirst().map().at(path);
    assertThat(node).isInstanceOf(YamlScalar.class);
    return (YamlScalar) node;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{{ .Values.name }}; shop",
        "{{ .Values.debug | quote }}; false",
        "{{ .Values.env.B | quote }}; false",
        "{{ .Values.nope | default \"d\" }}; d",
        "{{ default true .Values.debug }}; true",
        "{{ .Values.nested.deep.key | upper | quote }}; V",
        "{{ if .Values.debug }}on{{ else if eq .Values.name \"shop\" }}shop{{ else }}x{{ end }};"
            + " shop",
        "{{ if and .Values.name (not .Values.debug) }}yes{{ else }}no{{ end }}; yes",
        "{{ if or .Values.debug .Values.nope }}yes{{ else }}no{{ end }}; no",
        "{{ if ne .Values.count 3.0 }}yes{{ else }}no{{ end }}; yes",
        "{{ printf \"%s-%d\" .Release.Name .Values.count }}; release-name-3",
        "{{ range $i, $h := .Values.hosts }}{{ if $i }}-{{ end }}{{ $h }}{{ end }}; a-b",
        "{{ range $k, $v := .Values.env }}{{ $k }}{{ end }}; AB",
        "{{ range .Values.nope }}x{{ else }}none{{ end }}; none",
        "{{ with .Values.nested.deep }}{{ .key }}{{ end }}; v",
        "{{ with .Values.nested }}{{ $.Values.name }}{{ end }}; shop",
        "{{ $x := \"a\" }}{{ if true }}{{ $x = \"b\" }}{{ end }}{{ $x }}; b",
        "{{ include \"f\" . | trimSuffix \"-\" | trunc 6 }}; shop-1",
        "{{ .Chart.AppVersion | quote }}; 1.4",
        "{{ tpl \"{{ .Values.name }}\" . }}; shop",
        "{{ index .Values.hosts 1 }}; b",
        "{{ ternary \"y\" \"n\" .Values.debug }}; n",
        "{{ .Values.hosts | join \",\" | quote }}; a,b",
        "z{{/* a comment */}}; z",
        "{{ coalesce .Values.nope .Values.empty .Values.name }}; shop",
        "{{ \"s\" | b64enc }}; cw==",
      })
  void plainExpressionsGiveWhatHelmGives(String expression, String expected) {
    HelmChart.Rendered rendered =
        render(
            "x: " + expression + "\n",
            "c/templates/_h.tpl",
            "{{ define \"f\" -}}\n{{ .Values.name }}-{{ .Chart.Version }}-\n{{- end }}");
    assertThat(scalar(rendered, "x").text()).isEqualTo(expected);
    assertThat(scalar(rendered, "x").template()).isNull();
    assertThat(rendered.problems()).isEmpty();
  }

  @Test
  void mapsArePrintedAsYaml() {
    HelmChart.Rendered rendered =
        render("x:\n  {{- toYaml .Values.env | nindent 2 }}\ny: {{ .Values.hosts | toJson }}\n");
    assertThat(scalar(rendered, "x", "A").text()).isEqualTo("1");
    assertThat(scalar(rendered, "x", "A").isPlain()).isFalse();
    assertThat(scalar(rendered, "x", "B").text()).isEqualTo("false");
    assertThat(rendered.objects().getFirst().map().list("y")).hasSize(2);
  }

  @Test
  void aValueStandsInItsFileAndTheRestInTheTemplate() {
    HelmChart.Rendered rendered = render("x: {{ .Values.name | quote }}\ny: here\n");
    assertThat(scalar(rendered, "x").span().path()).isEqualTo("c/values.yaml");
    assertThat(VALUES.substring(scalar(rendered, "x").span().start())).startsWith("\"shop\"");
    assertThat(scalar(rendered, "y").span().path()).isEqualTo("c/templates/t.yaml");
    String text = "apiVersion: v1\nkind: ConfigMap\nx: {{ .Values.name | quote }}\ny: here\n";
    assertThat(scalar(rendered, "y").span().start()).isEqualTo(text.indexOf("here"));
  }

  @Test
  void whatCannotBeRenderedIsUnknownWithTheMissingValue() {
    HelmChart.Rendered rendered =
        render("x: {{ .Values.token | quote }}\ny: {{ randAlphaNum 8 }}\nz: ok\n");
    assertThat(scalar(rendered, "x").template()).isEqualTo(".Values.token");
    assertThat(scalar(rendered, "y").template()).isEqualTo("randAlphaNum 8");
    assertThat(scalar(rendered, "z").text()).isEqualTo("ok");
  }

  @Test
  void aBrokenTemplateIsReadWithItsExpressionsUnknown() {
    HelmChart.Rendered rendered = render("x: {{ .Values.name }}\n{{ if .Values.debug }}\ny: 1\n");
    assertThat(rendered.problems()).hasSize(1);
    assertThat(scalar(rendered, "y").text()).isEqualTo("1");
    assertThat(scalar(rendered, "x").template()).isEqualTo(".Values.name");
  }

  @Test
  void templatesWithoutEndAreStopped() {
    HelmChart.Rendered rendered =
        render(
            "x: {{ include \"a\" . }}\n",
            "c/templates/_h.tpl",
            "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}");
    assertThat(rendered.problems()).hasSize(1);
    assertThat(rendered.objects()).hasSize(1);
  }

  @Test
  void laterValuesFilesWinAndNullRemoves() {
    Map<String, String> files =
        Map.of(
            "c/Chart.yaml", "name: c\n",
            "c/values.yaml", "a: {x: 1, y: 2}\nb: keep\n",
            "one.yaml", "a: {x: one}\n",
            "two.yaml", "a: {x: two, y: null}\n",
            "c/templates/t.yaml",
                "apiVersion: v1\n"
                    + "kind: X\n"
                    + "x: {{ .Values.a.x }}\n"
                    + "y: {{ .Values.a.y | default \"gone\" }}\n"
                    + "b: {{ .Values.b }}\n");
    HelmChart.Rendered rendered =
        new HelmChart(new InMemoryRepository(files), "c").render(List.of("one.yaml", "two.yaml"));
    assertThat(scalar(rendered, "x").text()).isEqualTo("two");
    assertThat(scalar(rendered, "y").text()).isEqualTo("gone");
    assertThat(scalar(rendered, "b").text()).isEqualTo("keep");
  }
}
