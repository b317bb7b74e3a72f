package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file. Nothing is ever constructed from it: only the parser's events are read.
 *
 * <p>Bounds: 512 KiB per file, 100 levels, 1,000 aliases and 100,000 nodes after aliases are
 * resolved. What is over a bound, or broken, is a problem; one broken document loses only itself.
 *
 * @param documents the documents that could be read, in order; empty documents are left out
 * @param problems what could not be read; all matter, a caller for whose purpose the file does not
 *     count drops them
 * @param templates the template expressions that were masked, in order
 */
public record YamlFile(
    List<YamlNode> documents, List<Problem> problems, List<TemplateMask.Expression> templates) {

  public YamlFile {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
    templates = List.copyOf(templates);
  }

  /** {@return the documents of a file} */
  public static YamlFile parse(SourceFile file) {
    return file.as(YamlFile.class, YamlFile::read);
  }

  private static YamlFile read(SourceFile file) {
    if (file.text().length() > Limits.DATA_CHARS) {
      return failed(file, "YAML file is larger than 512 KiB and was not read");
    }
    TemplateMask mask = TemplateMask.of(file);
    String text = mask.text();
    List<YamlNode> documents = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Problem broken = YamlComposer.compose(file, mask, 0, text.length(), documents);
    if (broken != null) {
      documents.clear();
      int start = 0;
      while (start < text.length()) {
        int end = nextDocument(text, start);
        Problem problem = YamlComposer.compose(file, mask, start, end, documents);
        if (problem != null) {
          problems.add(problem);
        }
        start = end;
      }
      if (problems.isEmpty()) {
        problems.add(broken);
      }
    }
    return new YamlFile(documents, problems, mask.expressions());
  }

  /** {@return the documents of a file that counts; what cannot be read of it is told} */
  public static YamlFile needed(SourceFile file) {
    YamlFile yaml = parse(file);
    LimitNotes.unread(yaml.problems());
    return yaml;
  }

  /** {@return the documents that are mappings} */
  public List<YamlMap> maps() {
    List<YamlMap> maps = new ArrayList<>();
    for (YamlNode document : documents) {
      if (document instanceof YamlMap map) {
        maps.add(map);
      }
    }
    return List.copyOf(maps);
  }

  /** {@return the first document when it is a mapping, else null} */
  public @Nullable YamlMap map() {
    return !documents.isEmpty() && documents.getFirst() instanceof YamlMap map ? map : null;
  }

  static YamlFile failed(SourceFile file, String message) {
    return new YamlFile(
        List.of(), List.of(new Problem(file.path(), file.span(0, 0), message, true)), List.of());
  }

  /** The start of the next document: the next line that begins with {@code ---}. */
  private static int nextDocument(String text, int start) {
    int from = start;
    while (true) {
      int newline = text.indexOf("\n---", from);
      if (newline < 0) {
        return text.length();
      }
      int after = newline + 4;
      if (after == text.length() || Character.isWhitespace(text.charAt(after))) {
        return newline + 1;
      }
      from = newline + 1;
    }
  }
}
