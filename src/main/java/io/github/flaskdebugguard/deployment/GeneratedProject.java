package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.manifest.Cursor;
import io.github.flaskdebugguard.deployment.manifest.Dialect;
import io.github.flaskdebugguard.deployment.manifest.Expression;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.WithCopies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A template of cookiecutter as the project that it generates: the files that its hook copies
 * within the project ({@code .env.example} to {@code .env}) stand there too.
 */
final class GeneratedProject {
  private static final List<String> HOOKS =
      List.of("hooks/post_gen_project.py", "hooks/post_gen_project.sh");
  private static final List<String> CALLS =
      List.of("shutil.copy(", "shutil.copyfile(", "shutil.copy2(", "shutil.move(", "os.rename(");

  /** Characters of the arguments of calls; more than a file has when calls are in each other. */
  private static final int MOST_READ = 4 * Limits.FILE_BYTES;

  private GeneratedProject() {}

  /** {@return the repository, with the files that its hook makes} */
  static Repository of(Repository repository) {
    Map<String, String> made = new HashMap<>();
    for (String hook : HOOKS) {
      SourceFile file = repository.isFile(hook) ? repository.read(hook) : null;
      if (file != null) {
        for (String folder : repository.list("")) {
          if (folder.contains("{{") && repository.isFolder(folder)) {
            copies(repository, file, folder, made);
          }
        }
      }
    }
    return made.isEmpty() ? repository : new WithCopies(repository, made);
  }

  private static void copies(
      Repository repository, SourceFile hook, String folder, Map<String, String> made) {
    String text = hook.text();
    for (String call : CALLS) {
      long read = 0;
      for (int at = text.indexOf(call);
          at >= 0 && read <= MOST_READ;
          at = text.indexOf(call, at + 1)) {
        Cursor cursor = new Cursor(hook, at + call.length(), text.length());
        List<Data> words = Expression.list(cursor, Dialect.PYTHON, name -> null, ')');
        read += cursor.at() - at;
        if (words.size() == 2
            && words.get(0) instanceof Data.Str from
            && words.get(1) instanceof Data.Str to) {
          made(repository, folder, from.text(), to.text(), made);
        }
      }
    }
    if (hook.path().endsWith(".sh")) {
      for (String line : text.lines().toList()) {
        String[] words = line.strip().split("\\s+");
        if (words.length == 3 && (words[0].equals("cp") || words[0].equals("mv"))) {
          made(repository, folder, words[1], words[2], made);
        }
      }
    }
  }

  private static void made(
      Repository repository, String folder, String from, String to, Map<String, String> made) {
    String source = Hosted.relative(folder, from);
    String target = Hosted.relative(folder, to);
    if (!from.startsWith("/")
        && !to.startsWith("/")
        && repository.isFile(source)
        && target.startsWith(folder + "/")
        && !repository.isFile(target)) {
      made.put(target, source);
    }
  }
}
