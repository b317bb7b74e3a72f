package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.HclFile;
import io.github.flaskdebugguard.document.HclFile.Expression;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of one Terraform folder: its blocks, and its variables (defaults, then {@code
 * terraform.tfvars}, then {@code *.auto.tfvars} by name, then the file of one environment).
 *
 * @param blocks the blocks by file, in the order of files
 */
record TerraformFolder(
    Repository repository, String path, Map<String, List<HclFile.Block>> blocks) {

  /** {@return the files of a folder} */
  static TerraformFolder read(Repository repository, String path) {
    Map<String, List<HclFile.Block>> blocks = new TreeMap<>();
    for (String name : repository.list(path)) {
      String file = ImagePath.child(path, name);
      SourceFile source = name.endsWith(".tf") ? repository.read(file) : null;
      if (source != null) {
        blocks.put(file, HclFile.parse(source).body().blocks());
      }
    }
    return new TerraformFolder(repository, path, blocks);
  }

  List<HclFile.Block> all(String type) {
    List<HclFile.Block> found = new ArrayList<>();
    blocks
        .values()
        .forEach(list -> list.stream().filter(b -> b.type().equals(type)).forEach(found::add));
    return found;
  }

  /**
   * {@return files with the variables of one environment: {@code prod.tfvars} here or in a folder
   * below}
   */
  List<String> environments() {
    List<String> files = new ArrayList<>();
    for (String name : repository.list(path)) {
      String child = ImagePath.child(path, name);
      if (name.endsWith(".tfvars")
          && !name.equals("terraform.tfvars")
          && !name.endsWith(".auto.tfvars")) {
        files.add(child);
      } else if (repository.isFolder(child)) {
        for (String inner : repository.list(child)) {
          if (inner.endsWith(".tfvars") && !hasTerraform(child)) {
            files.add(ImagePath.child(child, inner));
          }
        }
      }
    }
    return files;
  }

  /**
   * {@return whether the folder has a file of values that Terraform loads by itself, and they and
   * the defaults leave no variable open, for which Terraform would ask}
   */
  boolean isComplete() {
    Map<String, YamlNode> values = new TreeMap<>();
    loaded(values);
    return !values.isEmpty()
        && all("variable").stream()
            .filter(block -> !block.labels().isEmpty())
            .allMatch(
                block ->
                    block.body().get("default") != null
                        || values.containsKey(block.labels().getFirst()));
  }

  /** Adds the values of the files that Terraform loads by themselves. */
  private void loaded(Map<String, YamlNode> variables) {
    values(ImagePath.child(path, "terraform.tfvars"), variables);
    for (String name : repository.list(path)) {
      if (name.endsWith(".auto.tfvars")) {
        values(ImagePath.child(path, name), variables);
      }
    }
  }

  private boolean hasTerraform(String folder) {
    return repository.list(folder).stream().anyMatch(name -> name.endsWith(".tf"));
  }

  /**
   * {@return the scope of the folder}
   *
   * @param environment file with variables, or null
   * @param given what the caller of a module gives
   */
  TerraformScope scope(@Nullable String environment, Map<String, YamlNode> given) {
    TerraformScope plain = new TerraformScope(Map.of(), Map.of());
    Map<String, YamlNode> variables = new TreeMap<>();
    for (HclFile.Block block : all("variable")) {
      Expression value = block.body().get("default");
      if (value != null && !block.labels().isEmpty()) {
        variables.put(block.labels().getFirst(), plain.value(value));
      }
    }
    if (given.isEmpty()) {
      loaded(variables);
      if (environment != null) {
        values(environment, variables);
      }
    }
    variables.putAll(given);
    Map<String, Expression> locals = new TreeMap<>();
    for (HclFile.Block block : all("locals")) {
      block.body().attributes().forEach(a -> locals.put(a.name(), a.value()));
    }
    return new TerraformScope(variables, locals);
  }

  private void values(String file, Map<String, YamlNode> variables) {
    SourceFile source = repository.isIgnored(file) ? null : repository.read(file);
    if (source != null) {
      TerraformScope plain = new TerraformScope(Map.of(), Map.of());
      for (YamlEntry entry : plain.map(HclFile.parse(source).body(), source.span(0, 0)).entries()) {
        String name = entry.name();
        if (name != null) {
          variables.put(name, entry.value());
        }
      }
    }
  }
}
