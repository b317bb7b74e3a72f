package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.HclFile;
import io.github.flaskdebugguard.document.HclFile.Expression;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Repository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Terraform folders: each resource that runs an app, with the modules that the folder calls. */
final class TerraformReader implements DeploymentReader {
  private static final int DEEPEST = 5;

  @Override
  public void read(Discovery discovery) {
    Set<String> folders = new TreeSet<>();
    for (String path : discovery.endingWith(".tf")) {
      folders.add(ImagePath.folder(path));
    }
    if (folders.isEmpty()) {
      return;
    }
    Hosted hosted = discovery.hosted();
    Map<String, TerraformFolder> known = new TreeMap<>();
    folders.forEach(
        folder -> known.put(folder, TerraformFolder.read(discovery.repository(), folder)));
    Set<String> called = new HashSet<>();
    known.values().forEach(folder -> modules(folder).forEach(call -> called.add(call.folder())));
    known.forEach(
        (path, folder) -> {
          if (!called.contains(path)) {
            discovery.guarded(path, () -> root(hosted, known, folder));
          }
        });
  }

  private record ModuleCall(HclFile.Block block, String folder) {}

  private static List<ModuleCall> modules(TerraformFolder folder) {
    List<ModuleCall> calls = new ArrayList<>();
    for (HclFile.Block block : folder.all("module")) {
      if (block.body().get("source") instanceof Expression.Scalar source
          && source.text().startsWith(".")) {
        calls.add(new ModuleCall(block, Hosted.relative(folder.path(), source.text())));
      }
    }
    return calls;
  }

  private static void root(
      Hosted hosted, Map<String, TerraformFolder> known, TerraformFolder folder) {
    List<String> environments = folder.environments();
    if (environments.isEmpty() || isAppliedAlone(folder, environments)) {
      folder(hosted, known, folder, folder.scope(null, Map.of()), "", 0);
    }
    for (String file : environments) {
      folder(hosted, known, folder, folder.scope(file, Map.of()), environment(file), 0);
    }
  }

  /**
   * {@return whether the values that Terraform always loads are what is deployed where no other
   * file is named: they are enough to apply the folder, and no file beside them is for production}
   */
  private static boolean isAppliedAlone(TerraformFolder folder, List<String> environments) {
    return folder.isComplete()
        && environments.stream()
            .noneMatch(file -> Roles.explicit(environment(file), "file").role() == Role.PRODUCTION);
  }

  private static String environment(String file) {
    String name = ImagePath.name(file);
    return name.substring(0, name.length() - ".tfvars".length());
  }

  private static void folder(
      Hosted hosted,
      Map<String, TerraformFolder> known,
      TerraformFolder folder,
      TerraformScope scope,
      String environment,
      int depth) {
    folder
        .blocks()
        .forEach(
            (file, blocks) -> {
              for (HclFile.Block block : blocks) {
                if (block.type().equals("resource") && block.labels().size() == 2) {
                  YamlMap body = scope.map(block.body(), block.span());
                  TerraformResource resource =
                      new TerraformResource(hosted, file, block.labels().get(1), environment, body);
                  hosted.discovery().guarded(file, () -> resource.read(block.labels().getFirst()));
                }
              }
            });
    if (depth >= DEEPEST) {
      return;
    }
    for (ModuleCall call : modules(folder)) {
      TerraformFolder module = known.get(call.folder());
      if (module != null) {
        Map<String, YamlNode> given = new TreeMap<>();
        for (YamlEntry entry : scope.map(call.block().body(), call.block().span()).entries()) {
          String name = entry.name();
          if (name != null) {
            given.put(name, entry.value());
          }
        }
        folder(hosted, known, module, module.scope(null, given), environment, depth + 1);
      }
    }
  }

  /**
   * {@return what Terraform files around a template give it: by {@code templatefile} or {@code
   * template_file}}
   */
  static Map<String, Text> templateVariables(Hosted hosted, String path) {
    Map<String, Text> variables = new HashMap<>();
    Repository repository = hosted.discovery().repository();
    String folder = ImagePath.folder(path);
    for (int i = 0; i < 3 && variables.isEmpty(); i++) {
      TerraformFolder terraform = TerraformFolder.read(repository, folder);
      if (!terraform.blocks().isEmpty()) {
        TerraformScope scope = terraform.scope(null, Map.of());
        terraform
            .blocks()
            .values()
            .forEach(
                blocks ->
                    blocks.forEach(block -> given(block, ImagePath.name(path), scope, variables)));
      }
      if (folder.isEmpty()) {
        break;
      }
      folder = ImagePath.folder(folder);
    }
    return variables;
  }

  private static void given(
      HclFile.Block block, String file, TerraformScope scope, Map<String, Text> variables) {
    Expression template = block.body().get("template");
    Expression vars = block.body().get("vars");
    if (template != null && vars != null && names(template, file)) {
      add(scope.value(vars), variables);
    }
    block.body().attributes().forEach(a -> given(a.value(), file, scope, variables));
    for (HclFile.Block inner : block.body().blocks()) {
      given(inner, file, scope, variables);
    }
  }

  private static void given(
      Expression expression, String file, TerraformScope scope, Map<String, Text> variables) {
    if (expression instanceof Expression.Call call) {
      if (call.name().equals("templatefile")
          && call.arguments().size() == 2
          && names(call.arguments().getFirst(), file)) {
        add(scope.value(call.arguments().get(1)), variables);
      }
      call.arguments().forEach(argument -> given(argument, file, scope, variables));
    }
  }

  private static boolean names(Expression expression, String file) {
    return switch (expression) {
      case Expression.Scalar scalar -> scalar.text().endsWith(file);
      case Expression.Call call ->
          call.name().equals("file")
              && !call.arguments().isEmpty()
              && names(call.arguments().getFirst(), file);
      case Expression.Reference r -> r.text().contains(file);
      case Expression.ListOf _, Expression.ObjectOf _ -> false;
      case Expression.Conditional _, Expression.Comparison _, Expression.ForEach _ -> false;
    };
  }

  private static void add(@Nullable YamlNode node, Map<String, Text> variables) {
    if (node instanceof YamlMap map) {
      for (YamlEntry entry : map.entries()) {
        String name = entry.name();
        if (name != null) {
          variables.put(name, Settings.value(name, entry.value()));
        }
      }
    }
  }
}
