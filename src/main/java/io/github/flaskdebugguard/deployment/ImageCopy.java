package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.DockerGlob;
import io.github.flaskdebugguard.document.DockerIgnore;
import io.github.flaskdebugguard.document.DockerInstruction.Copy;
import io.github.flaskdebugguard.document.DockerInstruction.Heredoc;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * COPY and ADD: which files of the build context, of another stage or of the Dockerfile itself go
 * where.
 */
final class ImageCopy {

  private final Repository repository;
  private final String context;
  private final DockerIgnore ignore;
  private final Function<String, @Nullable ImageFiles> stages;

  /**
   * @param context repository-relative folder of the build context
   * @param stages files of the stage that {@code --from} names, null for an image of elsewhere
   */
  ImageCopy(
      Repository repository,
      String context,
      DockerIgnore ignore,
      Function<String, @Nullable ImageFiles> stages) {
    this.repository = repository;
    this.context = context;
    this.ignore = ignore;
    this.stages = stages;
  }

  ImageFiles apply(Copy copy, ImageBuild build) {
    ImageFiles files = build.files();
    String folder = build.folder();
    if (!(build.expand(copy.destination()) instanceof Text.Known known)
        || (folder == null && !known.value().startsWith("/"))) {
      return files;
    }
    String written = known.value();
    String to = ImagePath.resolve(folder == null ? "/" : folder, written);
    boolean slash =
        written.endsWith("/")
            || written.equals(".")
            || written.endsWith("/.")
            || written.endsWith("..");
    boolean into = slash || files.presence(to) == Presence.FOLDER;
    String from = copy.flags().get("from");
    for (MappedText word : copy.sources()) {
      if (!(build.expand(word) instanceof Text.Known source)) {
        files = files.with(new ImageLayer.Touched(to));
      } else if (from != null) {
        files = fromStage(files, stages.apply(from), source.value(), to, into);
      } else if (copy.add() && isRemote(source.value())) {
        files = files.with(new ImageLayer.Touched(to));
      } else {
        files = fromContext(files, copy, source, to, into, build);
      }
    }
    for (Heredoc heredoc : copy.heredocs()) {
      String at = into ? ImagePath.child(to, heredoc.name()) : to;
      files = files.with(new ImageLayer.Written(at, content(heredoc, build)));
    }
    return files;
  }

  private static @Nullable SourceFile content(Heredoc heredoc, ImageBuild build) {
    MappedText raw = heredoc.content();
    if (!heredoc.expand()) {
      return SourceFile.written(raw.path(), raw.text(), raw.offsets());
    }
    MappedText.Builder out = new MappedText.Builder(raw.path(), raw.offset(0));
    int start = 0;
    while (start < raw.length()) {
      int newline = raw.text().indexOf('\n', start);
      int end = newline < 0 ? raw.length() : newline + 1;
      MappedText line = raw.sub(start, end);
      if (line.text().indexOf('$') < 0 && line.text().indexOf('\\') < 0) {
        out.append(line);
      } else if (build.expandHeredoc(line) instanceof Text.Known known) {
        out.append(known.value(), line.offset(0));
      } else {
        return null;
      }
      start = end;
    }
    MappedText text = out.build();
    return SourceFile.written(text.path(), text.text(), text.offsets());
  }

  private ImageFiles fromContext(
      ImageFiles files, Copy copy, Text.Known source, String to, boolean into, ImageBuild build) {
    String relative = ImagePath.join(source.value());
    List<String> found = DockerGlob.isPattern(relative) ? matches(relative) : List.of(relative);
    ImageFiles result = files;
    for (String path : found) {
      String file = ImagePath.child(context, path);
      boolean parents = copy.flags().containsKey("parents");
      String target = parents ? ImagePath.child(to, path) : to;
      if (path.isEmpty() || (isFolder(file) && !hidden(path))) {
        result = result.with(new ImageLayer.Tree(target, file, context, ignore, false));
      } else if (repository.isFile(file) && !repository.isIgnored(file) && !ignore.ignores(path)) {
        String at = into && !parents ? ImagePath.child(to, ImagePath.name(path)) : target;
        result =
            result.with(
                copy.add() && isArchive(path)
                    ? new ImageLayer.Touched(to)
                    : new ImageLayer.Single(at, file));
      } else {
        boolean ignored = ignore.ignores(path);
        build.problem(
            source.span(),
            (copy.add() ? "ADD" : "COPY")
                + " source "
                + path
                + (ignored ? " is left out by .dockerignore" : " is not in the repository"),
            false);
        result =
            result.with(
                new ImageLayer.Touched(into ? ImagePath.child(to, ImagePath.name(path)) : to));
      }
    }
    return result;
  }

  private boolean hidden(String path) {
    return ignore.ignores(path) && !ignore.hasExceptions();
  }

  private boolean isFolder(String path) {
    return repository.isFolder(path) && !repository.isIgnored(path);
  }

  /** Walks the pattern folder by folder, so that only what it can name is listed. */
  private List<String> matches(String pattern) {
    List<String> found = List.of("");
    for (String part : pattern.split("/", -1)) {
      DockerGlob glob = DockerGlob.flat(part);
      List<String> next = new ArrayList<>();
      for (String folder : found) {
        if (!DockerGlob.isPattern(part)) {
          String path = ImagePath.child(folder, part);
          String file = ImagePath.child(context, path);
          if (repository.isFile(file) || repository.isFolder(file)) {
            next.add(path);
          }
          continue;
        }
        for (String name : repository.list(ImagePath.child(context, folder))) {
          if (glob.matches(name) && next.size() < Limits.ENTRIES) {
            next.add(ImagePath.child(folder, name));
          }
        }
      }
      found = next;
    }
    return found.stream()
        .filter(
            path -> {
              String file = ImagePath.child(context, path);
              return !repository.isIgnored(file)
                  && (!ignore.ignores(path)
                      || (repository.isFolder(file) && ignore.hasExceptions()));
            })
        .toList();
  }

  private static ImageFiles fromStage(
      ImageFiles files, @Nullable ImageFiles other, String source, String to, boolean into) {
    if (other == null) {
      return files.with(new ImageLayer.Touched(to));
    }
    String path = ImagePath.resolve("/", source);
    List<String> found = new ArrayList<>();
    if (DockerGlob.isPattern(path)) {
      DockerGlob glob = DockerGlob.flat(ImagePath.name(path));
      String folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));
      for (String name : other.list(folder)) {
        if (glob.matches(name)) {
          found.add(ImagePath.child(folder, name));
        }
      }
    } else {
      found.add(path);
    }
    ImageFiles result = files;
    for (String from : found) {
      result =
          switch (other.presence(from)) {
            case FOLDER -> result.with(new ImageLayer.Part(to, other, from));
            case FILE ->
                result.with(
                    new ImageLayer.Part(
                        into ? ImagePath.child(to, ImagePath.name(from)) : to, other, from));
            case ABSENT, UNKNOWN ->
                result
                    .with(new ImageLayer.Touched(to))
                    .with(new ImageLayer.Touched(ImagePath.child(to, ImagePath.name(from))));
          };
    }
    return found.isEmpty() ? result.with(new ImageLayer.Touched(to)) : result;
  }

  private static boolean isRemote(String source) {
    return source.contains("://") || source.startsWith("git@");
  }

  private static boolean isArchive(String path) {
    return path.endsWith(".tar")
        || path.endsWith(".tgz")
        || path.endsWith(".txz")
        || path.contains(".tar.");
  }
}
