package io.github.flaskdebugguard.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.Rules;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a JSON report of version 1 back. */
final class SavedReport {
  private SavedReport() {}

  /**
   * {@return the report}
   *
   * @throws IOException when the text is no such report; the message says why
   */
  static Report read(byte[] json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      Fields top = new Fields(value(parser));
      if (top.number("version") != 1) {
        throw new IOException("is no report of version 1");
      }
      Fields source = top.object("source");
      Fields summary = top.object("summary");
      List<Report.Alert> findings = top.list("findings", SavedReport::alert);
      return new Report(
          top.object("tool").text("version"),
          new Repository.Source(
              source.text("path"), source.optional("commit"), source.optional("ref")),
          top.list("deployments", SavedReport::row),
          findings,
          top.list("problems", SavedReport::trouble),
          summary.number("files"),
          summary.number("millis"),
          top.isNull("accepted") ? List.of() : top.list("accepted", SavedReport::granted),
          configuration(top),
          top.isNull("since") ? null : since(top.object("since"), findings));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IOException("is no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException("is no report of version 1: " + e.getMessage(), e);
    }
  }

  private static Since since(Fields since, List<Report.Alert> findings) {
    List<String> added = since.texts("new");
    return new Since(
        since.text("ref"),
        since.optional("commit"),
        since.list(
            "deployments",
            move ->
                new Since.Move(move.text("id"), move.optional("before"), move.optional("after"))),
        findings.stream().filter(finding -> added.contains(finding.fingerprint())).toList(),
        since.list("fixed", SavedReport::alert),
        since.number("unchanged"),
        since.isNull("exceptions")
            ? List.of()
            : since.list(
                "exceptions",
                each -> new Since.Exempt(each.text("change"), approval(each.object("acceptance")))),
        since.isNull("settings") ? List.of() : since.texts("settings"),
        !since.isNull("baseCounts") && since.flag("baseCounts"));
  }

  private static Report.Granted granted(Fields fields) {
    return new Report.Granted(
        alert(fields.object("finding")), approval(fields.object("acceptance")));
  }

  private static Report.Approval approval(Fields fields) {
    int line = fields.number("line");
    return new Report.Approval(
        fields.texts("rules"),
        fields.text("from").equals("comment"),
        fields.text("reason"),
        fields.optional("by"),
        fields.optional("until"),
        new Location(fields.text("file"), line, 1, line, 1));
  }

  private static String configuration(Fields top) {
    String file = top.isNull("configuration") ? null : top.object("configuration").optional("file");
    return file == null ? "" : file;
  }

  private static Report.Row row(Fields row) {
    Fields exposure = row.object("exposure");
    int line = row.number("line");
    return new Report.Row(
        row.text("id"),
        row.text("kind"),
        row.text("role"),
        row.text("roleReason"),
        new Location(row.text("file"), line, 1, line, 1),
        row.text("command"),
        row.text("server"),
        row.optional("entryPoint"),
        row.text("flaskVersion"),
        state(row.text("debug")),
        state(row.text("debugger")),
        state(row.text("leak")),
        state(row.text("reloader")),
        starts(row.text("starts")),
        row.text("reason"),
        exposure.optional("bind"),
        exposure.texts("ports"),
        row.list("dependsOn", SavedReport::dependency),
        row.list(
            "trail",
            step -> new Report.Step(place(step), step.text("message"), step.flag("decides"))));
  }

  private static Dependency dependency(Fields fields) {
    return new Dependency(
        fields.text("variable"),
        state(fields.text("whenUnset")),
        state(fields.text("otherwise")),
        fields.text("description"),
        null);
  }

  private static Report.Alert alert(Fields alert) {
    String rule = alert.text("rule");
    if (Rules.info(rule) == null) {
      throw new IllegalArgumentException("unknown rule " + rule);
    }
    return new Report.Alert(
        rule,
        Level.valueOf(alert.text("level").toUpperCase(Locale.ROOT)),
        alert.decimal("securitySeverity"),
        place(alert),
        alert.text("message"),
        alert.text("advice"),
        alert.texts("deployments"),
        alert.text("fingerprint"),
        alert.list("related", note -> new Report.Note(place(note), note.text("message"))),
        alert.isNull("fix") ? null : fix(alert.object("fix")));
  }

  private static Finding.Fix fix(Fields fix) {
    return new Finding.Fix(
        fix.text("description"),
        fix.list(
            "edits",
            edit ->
                new Finding.Edit(
                    new Span(edit.text("file"), edit.number("start"), edit.number("end")),
                    edit.text("text"))));
  }

  private static Report.Trouble trouble(Fields problem) {
    return new Report.Trouble(
        problem.text("file"),
        problem.number("line"),
        problem.text("message"),
        problem.flag("matters"));
  }

  private static Location place(Fields fields) {
    return new Location(
        fields.text("file"),
        fields.number("line"),
        fields.number("column"),
        fields.number("endLine"),
        fields.number("endColumn"));
  }

  private static State state(String word) {
    return State.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static State starts(String word) {
    return switch (word) {
      case "yes" -> State.ON;
      case "no" -> State.OFF;
      default -> State.UNKNOWN;
    };
  }

  /** Depth and lengths are bounded by the parser's own constraints. */
  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> object = new HashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        object.put(name, value(parser));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return parser.getDoubleValue();
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return parser.getBooleanValue();
    }
    return token == JsonToken.VALUE_STRING ? parser.getText() : null;
  }

  /** The members of an object; one that is missing or of another type is an error. */
  private record Fields(@Nullable Object value) {
    private @Nullable Object get(String name) {
      if (value instanceof Map<?, ?> members) {
        return members.get(name);
      }
      throw new IllegalArgumentException("no object that holds " + name);
    }

    String text(String name) {
      return get(name) instanceof String text ? text : fail(name);
    }

    @Nullable String optional(String name) {
      return isNull(name) ? null : text(name);
    }

    boolean isNull(String name) {
      return get(name) == null;
    }

    int number(String name) {
      return (int) decimal(name);
    }

    double decimal(String name) {
      return get(name) instanceof Double number ? number : fail(name);
    }

    boolean flag(String name) {
      return get(name) instanceof Boolean flag ? flag : fail(name);
    }

    Fields object(String name) {
      return new Fields(get(name));
    }

    <T> List<T> list(String name, Function<Fields, T> item) {
      if (!(get(name) instanceof List<?> items)) {
        return fail(name);
      }
      List<T> result = new ArrayList<>(items.size());
      for (Object element : items) {
        result.add(item.apply(new Fields(element)));
      }
      return result;
    }

    List<String> texts(String name) {
      if (!(get(name) instanceof List<?> items)) {
        return fail(name);
      }
      List<String> result = new ArrayList<>(items.size());
      for (Object element : items) {
        result.add(element instanceof String text ? text : fail(name));
      }
      return result;
    }

    private static <T> T fail(String name) {
      throw new IllegalArgumentException(name + " is missing or wrong");
    }
  }
}
