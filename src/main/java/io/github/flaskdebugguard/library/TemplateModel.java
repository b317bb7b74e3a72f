package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code string.Template} (executed: CPython 3.11). */
final class TemplateModel {
  private static final String TEXT = "template";

  private TemplateModel() {}

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "string");
    models
        .type("Template")
        .method("__init__", "self, template", TemplateModel::keep)
        .method("substitute", "self, mapping=None, **kwargs", call -> substitute(call, false))
        .method("safe_substitute", "self, mapping=None, **kwargs", call -> substitute(call, true))
        .open()
        .define();
    return models.module();
  }

  private static Value keep(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, TEXT, call.get(TEXT));
    }
    return call.none();
  }

  private static Value substitute(Call call, boolean safe) {
    Interpreter run = call.interpreter();
    Value kept = call.get("self") instanceof Instance self ? run.slot(self, TEXT) : null;
    if (!(kept instanceof Value.Str template)) {
      return call.unknown("a template");
    }
    String text = template.value();
    StringBuilder result = new StringBuilder();
    List<Origin> origins = new ArrayList<>(List.of(kept.origin()));
    Value.Unknown open = null;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$') {
        result.append(c);
        at++;
        continue;
      }
      if (text.startsWith("$$", at)) {
        result.append('$');
        at += 2;
        continue;
      }
      boolean braces = text.startsWith("${", at);
      int start = at + (braces ? 2 : 1);
      int end = start;
      while (end < text.length() && isName(text.charAt(end), end == start)) {
        end++;
      }
      boolean valid = end > start && (!braces || (end < text.length() && text.charAt(end) == '}'));
      if (!valid) {
        if (!safe) {
          throw run.raise("ValueError", "Invalid placeholder in string", call.span());
        }
        result.append(c);
        at++;
        continue;
      }
      String name = text.substring(start, end);
      int next = braces ? end + 1 : end;
      Value value = value(call, name);
      if (value == null && !safe) {
        throw run.raise("KeyError", name, call.span());
      }
      if (value == null) {
        result.append(text, at, next);
      } else {
        origins.add(value.origin());
        Value shown =
            value instanceof Value.Str
                ? value
                : run.call(run.builtin("str", call.span()), Arguments.of(value), call.span());
        if (shown instanceof Value.Str known) {
          result.append(known.value());
        } else {
          open =
              value instanceof Value.Unknown unknown
                  ? unknown
                  : Value.Unknown.of("a text", call.span());
        }
      }
      at = next;
    }
    Origin origin = Origin.from(call.span(), "", origins);
    return open == null
        ? new Value.Str(result.toString(), origin)
        : new Value.Unknown(
            open.reason(),
            open.span(),
            open.variable(),
            result.isEmpty() ? Truth.DEPENDS : Truth.TRUE,
            origin);
  }

  private static boolean isName(char c, boolean first) {
    boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (!first && c >= '0' && c <= '9');
  }

  private static @Nullable Value value(Call call, String name) {
    Value given = call.keywords().get(name);
    if (given != null) {
      return given;
    }
    Value mapping = call.get("mapping");
    Interpreter run = call.interpreter();
    if (mapping == run.environment()) {
      return run.environment().get(name, call.span());
    }
    if (mapping instanceof DictObj dict) {
      Value found = run.slot(dict, name);
      Value reason = run.openness(dict);
      if (found == null && reason == run.environment()) {
        return run.environment().get(name, call.span());
      }
      return found != null || reason == null ? found : call.unknown("a value of a mapping");
    }
    return mapping instanceof Value.None ? null : call.unknown("a value of a mapping");
  }
}
