package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.deployment.helm.HelmValue.Piece;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Str;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Printed text of which every stretch knows the file where it is written. */
final class RenderedText {
  private final String path;
  private final String text;
  private final Set<String> templates;
  private final List<Piece> pieces = new ArrayList<>();
  private final int[] starts;

  /**
   * @param path the template
   * @param templates all templates of the chart; what stands elsewhere is a value
   */
  RenderedText(String path, Str printed, Set<String> templates) {
    this.path = path;
    this.templates = templates;
    StringBuilder out = new StringBuilder();
    List<Integer> offsets = new ArrayList<>();
    for (Piece piece : printed.pieces()) {
      if (!piece.text().isEmpty()) {
        offsets.add(out.length());
        pieces.add(piece);
        out.append(piece.text());
      }
    }
    this.text = out.toString();
    this.starts = offsets.stream().mapToInt(Integer::intValue).toArray();
  }

  String text() {
    return text;
  }

  /** {@return a node whose places are those of the files; a value beats the template around it} */
  YamlNode placed(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar ->
          new YamlScalar(
              scalar.text(), scalar.style(), scalar.tag(), span(scalar.span()), scalar.template());
      case YamlList list ->
          new YamlList(
              list.items().stream().map(this::placed).toList(), list.tag(), start(list.span()));
      case YamlMap map -> {
        List<YamlEntry> entries = new ArrayList<>();
        for (YamlEntry entry : map.entries()) {
          entries.add(new YamlEntry(placed(entry.key()), placed(entry.value())));
        }
        yield new YamlMap(entries, map.tag(), start(map.span()));
      }
    };
  }

  private int piece(int offset) {
    int found = java.util.Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  private Span start(Span span) {
    return pieces.isEmpty()
        ? new Span(path, 0, 0)
        : origin(piece(span.start()), span.start(), span.start() + 1);
  }

  private Span span(Span printed) {
    if (pieces.isEmpty()) {
      return new Span(path, 0, 0);
    }
    int first = piece(printed.start());
    int last = printed.end() > printed.start() ? piece(printed.end() - 1) : first;
    for (int i = first; i <= last; i++) {
      Span origin = pieces.get(i).origin();
      if (origin != null && !templates.contains(origin.path())) {
        return origin(i, printed.start(), printed.end());
      }
    }
    Span from = origin(first, printed.start(), printed.end());
    Span to = origin(last, printed.start(), printed.end());
    return from.path().equals(to.path()) && to.end() >= from.start()
        ? new Span(from.path(), from.start(), to.end())
        : from;
  }

  /** The part of a piece's origin that a stretch of the text covers. */
  private Span origin(int index, int start, int end) {
    Piece piece = pieces.get(index);
    Span origin = piece.origin();
    if (origin == null) {
      return new Span(path, 0, 0);
    }
    if (origin.end() - origin.start() != piece.text().length()) {
      return origin;
    }
    int from = Math.max(0, start - starts[index]);
    int to = Math.min(piece.text().length(), Math.max(from, end - starts[index]));
    return new Span(origin.path(), origin.start() + Math.min(from, to), origin.start() + to);
  }
}
