package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * ECS task definitions in JSON, also templates of Terraform, whose variables are looked up in the
 * Terraform files beside them.
 */
final class EcsReader implements DeploymentReader {
  private static final String KIND = "ecs";
  private static final List<String> TEMPLATES =
      List.of(
          ".json",
          ".json.tpl",
          ".json.tftpl",
          ".json.tmpl",
          ".json.j2",
          ".json.template",
          ".json.erb");

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = new ArrayList<>();
    for (String path : discovery.endingWith(TEMPLATES.toArray(String[]::new))) {
      if (isCandidate(discovery.repository(), path)) {
        paths.add(path);
      }
    }
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static boolean isCandidate(Repository repository, String path) {
    return repository.mayContain(path, "containerDefinitions")
        || (repository.mayContain(path, "\"image\"")
            && repository.mayContain(
                path, "\"essential\"", "\"portMappings\"", "\"memory\"", "\"cpu\""));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null) {
      return;
    }
    JsonFile json = JsonFile.parse(masked(file));
    for (Problem problem : json.problems()) {
      hosted.discovery().problem(problem);
    }
    YamlNode root = json.root();
    List<String> names = new ArrayList<>();
    YamlNode definitions = root;
    if (root instanceof YamlMap map) {
      String family = map.text("family");
      definitions = map.get("containerDefinitions");
      if (family != null) {
        names.add(family);
      }
    }
    if (Containers.isDefinitions(definitions)) {
      Map<String, Text> variables = TerraformReader.templateVariables(hosted, path);
      new Containers(hosted, KIND, path, "", siblings, names, filled(variables)).read(definitions);
    }
  }

  /** References that stand outside of strings become digits, so that the rest can be read. */
  static SourceFile masked(SourceFile file) {
    String text = file.text();
    if (ImagePath.name(file.path()).endsWith(".json") || !text.contains("${")) {
      return file;
    }
    char[] chars = text.toCharArray();
    boolean quoted = false;
    int last = text.lastIndexOf('}');
    for (int i = 0; i < chars.length; i++) {
      if (quoted && chars[i] == '\\') {
        i++;
      } else if (chars[i] == '"') {
        quoted = !quoted;
      } else if (!quoted && chars[i] == '$' && i < last && chars[i + 1] == '{') {
        int end = text.indexOf('}', i);
        for (int k = i; end > 0 && k <= end; k++) {
          chars[k] = k == i ? '1' : '0';
        }
      }
    }
    return new SourceFile(file.path(), new String(chars));
  }

  /** {@return what fills {@code ${name}} in a text; what is not given is unknown} */
  static UnaryOperator<Text> filled(Map<String, Text> variables) {
    Map<String, Text> known = new TreeMap<>(variables);
    return text -> {
      if (!(text instanceof Text.Known said) || !said.value().contains("${")) {
        return text;
      }
      StringBuilder out = new StringBuilder();
      String value = said.value();
      int at = 0;
      while (at < value.length()) {
        if (out.length() > Limits.TEXT_CHARS) {
          return new Text.Unknown("is longer than is followed", null, said.span());
        }
        int open = value.indexOf("${", at);
        int close = open < 0 ? -1 : value.indexOf('}', open);
        if (close < 0) {
          break;
        }
        String name = value.substring(open + 2, close).strip();
        Text filled = known.get(name);
        if (!(filled instanceof Text.Known one)) {
          String reason =
              filled instanceof Text.Unknown unknown
                  ? unknown.reason()
                  : "comes from the template variable " + name;
          return new Text.Unknown(reason, name, said.span());
        }
        out.append(value, at, open).append(one.value());
        at = close + 1;
      }
      return new Text.Known(out.append(value.substring(at)).toString(), said.span());
    };
  }
}
