package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Builds nodes from the events of one stretch of a file, so that every bound is our own. */
final class YamlComposer {

  private final SourceFile file;
  private final TemplateMask mask;
  private final int base;
  private final int end;
  private final Parser parser;
  private final int @Nullable [] offsets;
  private final Map<String, Anchor> anchors = new HashMap<>();
  private int aliases;
  private int nodes;

  /** A named node; null while it is still being read. */
  private record Anchor(@Nullable YamlNode node, int nodes) {}

  /** A bound that bit, or a structure that cannot be. */
  private static final class Refused extends RuntimeException {
    private final int offset;

    Refused(String message, int offset) {
      super(message);
      this.offset = offset;
    }
  }

  private YamlComposer(SourceFile file, TemplateMask mask, int base, int end) {
    this.file = file;
    this.mask = mask;
    this.base = base;
    this.end = end;
    String part = mask.text().substring(base, end);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.parser = new ParserImpl(new StreamReader(part), options);
    this.offsets = offsets(part);
  }

  /**
   * {@return what stopped the reading of this stretch, or null; documents that were read before it
   * are added all the same}
   */
  static @Nullable Problem compose(
      SourceFile file, TemplateMask mask, int base, int end, List<YamlNode> documents) {
    int at = base;
    String message;
    try {
      YamlComposer composer = new YamlComposer(file, mask, base, end);
      try {
        composer.documents(documents);
        return null;
      } catch (MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        at = mark == null ? base : composer.offset(mark);
        message = e.getProblem() == null ? "syntax error" : e.getProblem();
      } catch (Refused e) {
        at = e.offset;
        message = String.valueOf(e.getMessage());
      }
    } catch (ReaderException e) {
      at =
          mask.text()
              .offsetByCodePoints(
                  base, Math.min(e.getPosition(), mask.text().codePointCount(base, end)));
      message = "character U+%04X is not allowed".formatted(e.getCodePoint());
    } catch (RuntimeException e) {
      message = "the parser gave up";
    }
    String line = message.lines().findFirst().orElse("syntax error");
    return new Problem(
        file.path(), file.span(at, at), "YAML document could not be read: " + line, true);
  }

  private void documents(List<YamlNode> documents) {
    while (true) {
      Event event = parser.getEvent();
      if (event.is(Event.ID.StreamEnd)) {
        return;
      }
      if (event instanceof DocumentStartEvent) {
        anchors.clear();
        YamlNode root = node(parser.getEvent(), 0);
        boolean empty =
            root instanceof YamlScalar scalar && scalar.isPlain() && scalar.text().isEmpty();
        if (!empty) {
          documents.add(root);
        }
      }
    }
  }

  private YamlNode node(Event event, int depth) {
    int start = offset(event.getStartMark());
    if (depth > Limits.LEVELS) {
      throw new Refused("more than " + Limits.LEVELS + " levels", start);
    }
    if (event instanceof AliasEvent alias) {
      return resolve(alias, start);
    }
    count(1, start);
    int before = nodes;
    String anchor = event instanceof NodeEvent named ? named.getAnchor() : null;
    if (anchor != null) {
      anchors.put(anchor, new Anchor(null, 0));
    }
    YamlNode node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, start);
          case SequenceStartEvent sequence -> sequence(sequence, start, depth);
          case MappingStartEvent mapping -> mapping(mapping, start, depth);
          default -> throw new Refused("unexpected structure", start);
        };
    if (anchor != null) {
      anchors.put(anchor, new Anchor(node, nodes - before + 1));
    }
    return node;
  }

  private YamlNode resolve(AliasEvent alias, int start) {
    Anchor anchor = anchors.get(alias.getAnchor());
    if (anchor == null) {
      throw new Refused("alias *" + alias.getAnchor() + " has no anchor", start);
    }
    YamlNode target = anchor.node();
    if (target == null) {
      throw new Refused("alias *" + alias.getAnchor() + " stands inside its own anchor", start);
    }
    if (++aliases > Limits.YAML_ALIASES) {
      throw new Refused("more than " + Limits.YAML_ALIASES + " aliases", start);
    }
    count(anchor.nodes(), start);
    return target;
  }

  private void count(int more, int at) {
    nodes += more;
    if (nodes > Limits.YAML_NODES) {
      throw new Refused("more than " + Limits.YAML_NODES + " nodes after aliases are resolved", at);
    }
  }

  private YamlNode sequence(SequenceStartEvent event, int start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    int last = start;
    while (true) {
      Event next = parser.getEvent();
      if (next.is(Event.ID.SequenceEnd)) {
        int to = event.isFlow() ? offset(next.getEndMark()) : last;
        return new YamlList(items, event.getTag(), file.span(start, Math.max(start, to)));
      }
      YamlNode item = node(next, depth + 1);
      last = Math.max(last, ending(next, item));
      items.add(item);
    }
  }

  private YamlNode mapping(MappingStartEvent event, int start, int depth) {
    List<YamlEntry> entries = new ArrayList<>();
    int last = start;
    while (true) {
      Event next = parser.getEvent();
      if (next.is(Event.ID.MappingEnd)) {
        int to = event.isFlow() ? offset(next.getEndMark()) : last;
        return new YamlMap(entries, event.getTag(), file.span(start, Math.max(start, to)));
      }
      YamlNode key = node(next, depth + 1);
      Event second = parser.getEvent();
      YamlNode value = node(second, depth + 1);
      last = Math.max(last, Math.max(ending(next, key), ending(second, value)));
      entries.add(new YamlEntry(key, value));
    }
  }

  /**
   * Where a child ends in its parent's text; an alias ends where the alias does, not where its
   * anchor does.
   */
  private int ending(Event event, YamlNode node) {
    return event instanceof AliasEvent ? offset(event.getEndMark()) : node.span().end();
  }

  private YamlNode scalar(ScalarEvent event, int start) {
    int to = offset(event.getEndMark());
    while (to > start && Character.isWhitespace(file.text().charAt(to - 1))) {
      to--;
    }
    Style style = style(event.getScalarStyle());
    String tag = event.getTag();
    return new YamlScalar(
        mask.restore(event.getValue(), start, to),
        style,
        "!".equals(tag) ? null : tag,
        file.span(start, to),
        mask.expressionIn(start, to));
  }

  private static Style style(ScalarStyle style) {
    return switch (style) {
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.DOUBLE_QUOTED;
      case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
      case LITERAL -> Style.LITERAL;
      case FOLDED -> Style.FOLDED;
      case PLAIN -> Style.PLAIN;
    };
  }

  /** The parser counts code points; a surrogate pair is two of our units. */
  private int offset(Mark mark) {
    int index = mark.getIndex();
    int[] table = offsets;
    int local = table == null ? index : table[Math.min(index, table.length - 1)];
    return Math.min(base + local, end);
  }

  private static int @Nullable [] offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return null;
    }
    int[] table = new int[count + 1];
    int at = 0;
    for (int i = 0; i < count; i++) {
      table[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    table[count] = at;
    return table;
  }
}
