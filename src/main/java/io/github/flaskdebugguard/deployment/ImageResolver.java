package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.DockerExpansion;
import io.github.flaskdebugguard.document.DockerIgnore;
import io.github.flaskdebugguard.document.DockerInstruction;
import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds images in thought: which stage, on which base, with which settings, command and files. */
final class ImageResolver {
  private final Discovery discovery;
  private final Dockerfile document;
  private final String context;
  private final Map<String, Text> buildArgs;
  private final Map<String, Text> globals = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * What tells one image of a Dockerfile from another.
   *
   * @param context repository-relative folder, normal
   * @param stage its index
   * @param arguments {@code --build-arg} by name
   */
  record Build(String context, int stage, Map<String, Text> arguments) {
    Build {
      arguments = Map.copyOf(arguments);
    }
  }

  private ImageResolver(
      Discovery discovery, Dockerfile document, String context, Map<String, Text> buildArgs) {
    this.discovery = discovery;
    this.document = document;
    this.context = context;
    this.buildArgs = buildArgs;
  }

  /**
   * {@return what a Dockerfile builds, or null when there is no such file or stage}
   *
   * @param dockerfile repository-relative path
   * @param context repository-relative folder of the build context
   * @param target stage to build, the last one when null or empty
   * @param buildArgs {@code --build-arg} by name
   */
  static @Nullable ImageConfig resolve(
      Discovery discovery,
      String dockerfile,
      String context,
      @Nullable String target,
      Map<String, Text> buildArgs) {
    Dockerfile document = discovery.dockerfile(dockerfile);
    return document == null ? null : resolve(discovery, document, context, target, buildArgs);
  }

  /**
   * {@return what a Dockerfile builds that stands inside another file, or null when it has no such
   * stage}
   */
  static @Nullable ImageConfig resolve(
      Discovery discovery,
      Dockerfile document,
      String context,
      @Nullable String target,
      Map<String, Text> buildArgs) {
    int stage =
        target == null || target.isEmpty()
            ? document.stages().size() - 1
            : document.stage(target, document.stages().size());
    if (stage < 0) {
      return null;
    }
    Build build = new Build(ImagePath.join(context), stage, buildArgs);
    return discovery.built(
        document,
        build,
        () -> new ImageResolver(discovery, document, build.context(), buildArgs).build(stage));
  }

  /**
   * {@return the ignore file that BuildKit takes: the one beside the Dockerfile and named after it,
   * else the context's}
   */
  static DockerIgnore ignoreFile(Repository repository, String dockerfile, String context) {
    String own = dockerfile + ".dockerignore";
    String path = repository.isFile(own) ? own : ImagePath.child(context, ".dockerignore");
    SourceFile file = repository.isFile(path) ? repository.read(path) : null;
    return file == null ? DockerIgnore.NONE : DockerIgnore.parse(file);
  }

  private ImageConfig build(int target) {
    problems.addAll(document.problems());
    setGlobals();
    Map<Integer, Integer> parents = new HashMap<>();
    Map<Integer, BaseImage> bases = new HashMap<>();
    TreeSet<Integer> needed = needed(target, parents, bases);
    DockerIgnore ignore = ignoreFile(discovery.repository(), document.path(), context);
    Map<Integer, ImageBuild> built = new TreeMap<>();
    for (int index : needed) {
      Dockerfile.Stage stage = document.stages().get(index);
      ImageCopy copies =
          new ImageCopy(
              discovery.repository(),
              context,
              ignore,
              name -> {
                ImageBuild other = built.get(stageOf(name, index));
                return other == null ? null : other.files();
              });
      ImageBuild build = started(index, parents, bases, built, copies);
      for (DockerInstruction instruction : stage.instructions()) {
        build.apply(instruction, copies);
      }
      built.put(index, build);
    }
    ImageBuild last = built.get(target);
    if (last == null) {
      throw new IllegalStateException("stage " + target + " was not built");
    }
    return last.config(document.path(), document.stages().get(target).from());
  }

  private ImageBuild started(
      int index,
      Map<Integer, Integer> parents,
      Map<Integer, BaseImage> bases,
      Map<Integer, ImageBuild> built,
      ImageCopy copies) {
    Integer parentIndex = parents.get(index);
    ImageBuild parent = parentIndex == null ? null : built.get(parentIndex);
    if (parent != null) {
      ImageBuild build = new ImageBuild(parent);
      for (DockerInstruction instruction : parent.onBuild()) {
        build.apply(instruction, copies);
      }
      return build;
    }
    Span span = document.stages().get(index).from().span();
    BaseImage base = bases.getOrDefault(index, new BaseImage(null, span));
    ImageFiles files = new ImageFiles(discovery.repository(), base.files(), List.of());
    return new ImageBuild(base, files, document.escape(), buildArgs, globals, problems);
  }

  /** Every value before the first FROM, for FROM lines and for a bare ARG inside a stage. */
  private void setGlobals() {
    for (DockerInstruction.Arg arg : document.globals()) {
      for (DockerInstruction.Assignment assignment : arg.assignments()) {
        String name = assignment.name().text();
        Text given = buildArgs.get(name);
        MappedText value = assignment.value();
        if (given != null) {
          globals.put(name, given);
        } else if (value != null) {
          globals.put(name, expand(value));
        }
      }
    }
  }

  private Text expand(MappedText word) {
    return DockerExpansion.expand(
        word,
        document.escape(),
        name ->
            name.startsWith("TARGET") || name.startsWith("BUILD")
                ? globals.getOrDefault(
                    name, new Text.Unknown("the build platform decides", name, word.span()))
                : globals.get(name),
        message -> problems.add(new Problem(document.path(), word.span(), message, true)));
  }

  /** {@return the target, its ancestors and the stages they copy from, in the order of the file} */
  private TreeSet<Integer> needed(
      int target, Map<Integer, Integer> parents, Map<Integer, BaseImage> bases) {
    TreeSet<Integer> needed = new TreeSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(target));
    while (!open.isEmpty()) {
      int index = open.removeLast();
      if (!needed.add(index)) {
        continue;
      }
      Dockerfile.Stage stage = document.stages().get(index);
      Text image = expand(stage.from().image());
      int parent = image instanceof Text.Known known ? document.stage(known.value(), index) : -1;
      if (parent >= 0) {
        parents.put(index, parent);
        open.add(parent);
      } else {
        String reference = image instanceof Text.Known known ? known.value() : null;
        bases.put(index, new BaseImage(reference, stage.from().span()));
      }
      for (DockerInstruction instruction : stage.instructions()) {
        DockerInstruction own =
            instruction instanceof DockerInstruction.OnBuild later
                ? later.instruction()
                : instruction;
        if (own instanceof DockerInstruction.Copy copy
            && copy.flags().get("from") instanceof String name) {
          int other = stageOf(name, index);
          if (other >= 0) {
            open.add(other);
          }
        }
      }
    }
    return needed;
  }

  /** {@return the stage that {@code --from} means: a name, or a number counted from zero} */
  private int stageOf(String name, int before) {
    int stage = document.stage(name, before);
    if (stage >= 0 || name.isEmpty() || name.length() > 4) {
      return stage;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!Character.isDigit(name.charAt(i))) {
        return -1;
      }
    }
    int number = Integer.parseInt(name);
    return number < before ? number : -1;
  }
}
