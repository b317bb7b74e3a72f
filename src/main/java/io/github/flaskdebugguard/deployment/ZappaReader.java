package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Zappa stages with an {@code app_function}. The function's own variables come first, {@code
 * environment_variables} are set at start and overwrite them, {@code remote_env} is not here
 * (Zappa's source). Zappa's {@code debug} is not Flask's.
 */
final class ZappaReader implements DeploymentReader {
  private static final String KIND = "zappa";
  private static final int MOST_PARENTS = 10;

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths =
        discovery.matching(
            name ->
                name.startsWith("zappa_settings")
                    && (name.endsWith(".json")
                        || name.endsWith(".toml")
                        || name.endsWith(".yml")
                        || name.endsWith(".yaml")));
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null) {
      return;
    }
    for (YamlEntry entry : root.entries()) {
      String stage = entry.name();
      if (stage != null && entry.value() instanceof YamlMap settings) {
        stage(hosted, path, siblings, root, stage, settings);
      }
    }
  }

  private static void stage(
      Hosted hosted,
      String path,
      List<String> siblings,
      YamlMap root,
      String stage,
      YamlMap settings) {
    if (!(inherited(root, settings, "app_function") instanceof YamlScalar function)) {
      return;
    }
    Roles.Told told = Roles.explicit(stage, "stage");
    if (told.role() == Role.UNKNOWN) {
      told = Roles.of(path, List.of(stage), KIND, siblings);
    }
    Span own = settings.get("app_function") == null ? settings.span() : function.span();
    Environment environment =
        Settings.own("AWS_LAMBDA_FUNCTION_NAME", stage, own)
            .with("SERVERTYPE", new Text.Known("AWS Lambda", own));
    environment = Settings.map(environment, inherited(root, settings, "aws_environment_variables"));
    YamlNode remote = inherited(root, settings, "remote_env");
    if (remote != null) {
      environment =
          environment.withOthers(
              new Text.Unknown("comes from remote_env of the stage", null, remote.span()));
    }
    environment = Settings.map(environment, inherited(root, settings, "environment_variables"));
    Target target = new Target(KIND, path, stage, told, own);
    List<Text> words =
        function.value() instanceof Text.Known known
            ? shown(AppEngineReader.lambda(known), inherited(root, settings, "debug"))
            : List.of(function.value());
    hosted.words(target, words, ImagePath.folder(path), environment);
  }

  /**
   * {@return the words of a start that shows what leaves the application to the client, which a
   * stage's {@code debug} says and is by default (facts A6; read: handler.py and cli.py)}
   */
  private static List<Text> shown(List<Text> words, @Nullable YamlNode debug) {
    boolean off =
        debug instanceof YamlScalar scalar
            && scalar.value() instanceof Text.Known known
            && known.value().equals("false");
    if (off) {
      return words;
    }
    List<Text> all = new ArrayList<>(words);
    Span place = debug == null ? words.getFirst().span() : debug.span();
    all.add(1, new Text.Known("--expose-tracebacks", place));
    return all;
  }

  /** A stage's own value, else that of the stage which it extends. */
  private static @Nullable YamlNode inherited(YamlMap root, YamlMap settings, String key) {
    YamlMap stage = settings;
    for (int i = 0; i < MOST_PARENTS; i++) {
      YamlNode value = stage.get(key);
      if (value != null) {
        return value;
      }
      String parent = stage.text("extends");
      YamlMap next = parent == null ? null : root.map(parent);
      if (next == null) {
        return null;
      }
      stage = next;
    }
    return null;
  }
}
