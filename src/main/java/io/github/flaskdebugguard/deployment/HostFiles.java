package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository most likely stands on a host, told from the paths that a unit or a program
 * configuration names: {@code /srv/app/wsgi.py} and a file {@code wsgi.py} give {@code /srv/app}.
 */
final class HostFiles {
  /** Places that are weighed; each one is looked at for all the words. */
  private static final int MOST_PLACES = 100;

  private record Place(String mount, String folder) {}

  /**
   * The files of the host and where the deployed folder stands.
   *
   * @param mount absolute path
   */
  record Host(FileView files, String mount) {}

  private HostFiles() {}

  /**
   * {@return the repository on the host}
   *
   * @param file the configuration file; a folder above it may be what is deployed
   * @param working absolute working folder, null when none is named
   * @param words the words of the commands
   */
  static Host of(Repository repository, String file, @Nullable String working, List<Text> words) {
    List<String> texts = new ArrayList<>();
    for (Text word : words) {
      if (texts.size() > Limits.ITEMS) {
        LimitNotes.bites(
            word.span(), "more than " + Limits.ITEMS + " words; the rest tells no place of files");
        break;
      }
      if (word instanceof Text.Known known) {
        // Programs take paths as values of options too: --chdir=/srv/app.
        for (String part : known.value().split("[ =,;]")) {
          if (!part.isEmpty()) {
            texts.add(part);
          }
        }
      }
    }
    Set<Place> places = new LinkedHashSet<>();
    if (working != null && !working.equals("/")) {
      places.add(new Place(working, ""));
      above(file).forEach(folder -> places.add(new Place(working, folder)));
      suffixes(repository, working, places);
    }
    for (String text : texts) {
      if (text.startsWith("/") && places.size() < MOST_PLACES) {
        suffixes(repository, PosixPath.resolve("/", text), places);
      }
    }
    if (places.isEmpty()) {
      places.add(new Place(working == null || working.equals("/") ? "/srv/app" : working, ""));
    }
    Host best = new Host(ImageFiles.ofRepository(repository, "/srv/app"), "/srv/app");
    int bestScore = -1;
    for (Place place : places) {
      ImageFiles files =
          place.folder().isEmpty()
              ? ImageFiles.ofRepository(repository, place.mount())
              : ImageFiles.ofRepository(repository, "/.repository")
                  .mount(place.folder(), place.mount());
      int score = score(files, working == null ? place.mount() : working, texts);
      if (score > bestScore) {
        best = new Host(files, place.mount());
        bestScore = score;
      }
    }
    return new Host(beside(repository, file, best.files(), texts), best.mount());
  }

  /**
   * {@return the files with those that a command names by a place on the host and that stand in the
   * repository beside the file that names them}
   */
  private static FileView beside(
      Repository repository, String file, FileView files, List<String> texts) {
    FileView result = files;
    String folder = ImagePath.folder(file);
    for (String text : texts) {
      String sibling = ImagePath.child(folder, text.substring(text.lastIndexOf('/') + 1));
      if (text.startsWith("/")
          && text.lastIndexOf('.') > text.lastIndexOf('/')
          && result instanceof ImageFiles image
          && image.presence(PosixPath.resolve("/", text)) != Presence.FILE
          && repository.isFile(sibling)) {
        result = image.mount(sibling, PosixPath.resolve("/", text));
      }
    }
    return result;
  }

  /** Every end of a path that stands in the repository makes the rest a mount point. */
  private static void suffixes(Repository repository, String path, Set<Place> places) {
    int first = Math.max(1, path.length() - Limits.PATH_BYTES);
    for (int slash = path.indexOf('/', first); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String suffix = path.substring(slash + 1);
      if (repository.isFile(suffix) || repository.isFolder(suffix)) {
        places.add(new Place(path.substring(0, slash), ""));
      }
    }
  }

  private static List<String> above(String file) {
    List<String> folders = new ArrayList<>();
    for (int slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
      folders.add(file.substring(0, slash));
    }
    return folders;
  }

  private static int score(FileView files, String working, List<String> words) {
    int score = 0;
    for (String word : words) {
      String path = PosixPath.resolve(working, word);
      String module = PosixPath.resolve(working, word.split("[:(]", 2)[0].replace('.', '/'));
      if (files.presence(path) == Presence.FILE) {
        score += 4;
      } else if (!word.startsWith("/")
          && (files.presence(module + ".py") == Presence.FILE
              || files.presence(module + "/__init__.py") == Presence.FILE)) {
        score += 3;
      } else if (word.startsWith("/") && files.presence(path) == Presence.FOLDER) {
        score += 1;
      }
    }
    return score;
  }
}
