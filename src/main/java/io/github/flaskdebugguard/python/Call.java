package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a modelled function, its arguments bound by name and position. */
public final class Call {
  private static final @Nullable Value[] NOTHING = {};

  private final Interpreter interpreter;
  private final Span span;
  private final String function;
  private final Arguments arguments;
  private final @Nullable Value[] bound;
  private List<Value> rest = List.of();
  private Map<String, Value> keywords = Map.of();
  private final Signature signature;

  Call(
      Interpreter interpreter,
      String function,
      Signature signature,
      Arguments arguments,
      Span span) {
    this.interpreter = interpreter;
    this.span = span;
    this.function = function;
    this.arguments = arguments;
    this.signature = signature;
    this.bound = signature.items().isEmpty() ? NOTHING : new Value[signature.items().size()];
    bind();
  }

  private void bind() {
    List<Signature.Item> items = signature.items();
    List<Value> positional = arguments.positional();
    int next = 0;
    boolean takesRest = false;
    boolean takesKeywords = false;
    for (int i = 0; i < items.size(); i++) {
      Signature.Item item = items.get(i);
      if (item.stars() == 1) {
        takesRest = true;
        rest = next == 0 ? positional : positional.subList(next, positional.size());
        next = positional.size();
      } else if (item.stars() == 2) {
        takesKeywords = true;
      } else if (!item.keywordOnly() && next < positional.size()) {
        bound[i] = positional.get(next++);
      }
    }
    if (next < positional.size() && !takesRest) {
      throw interpreter.raise("TypeError", function + "() takes fewer positional arguments", span);
    }
    if (!arguments.keywords().isEmpty()) {
      bindKeywords(takesKeywords);
    }
    for (int i = 0; i < items.size(); i++) {
      Signature.Item item = items.get(i);
      if (item.stars() == 0
          && item.fallback() == null
          && bound[i] == null
          && arguments.open() == null) {
        throw interpreter.raise(
            "TypeError", function + "() missing argument '" + item.name() + "'", span);
      }
    }
  }

  private void bindKeywords(boolean takesKeywords) {
    for (Map.Entry<String, Value> entry : arguments.keywords().entrySet()) {
      int named = signature.indexOf(entry.getKey());
      if (named >= 0) {
        bound[named] = entry.getValue();
      } else if (takesKeywords) {
        if (keywords.isEmpty()) {
          keywords = new LinkedHashMap<>();
        }
        keywords.put(entry.getKey(), entry.getValue());
      } else {
        throw interpreter.raise(
            "TypeError",
            function + "() got an unexpected keyword argument '" + entry.getKey() + "'",
            span);
      }
    }
  }

  /** {@return the run} */
  public Interpreter interpreter() {
    return interpreter;
  }

  /** {@return the place of the call} */
  public Span span() {
    return span;
  }

  /** {@return whether the caller gave this argument} */
  public boolean given(String name) {
    int index = signature.indexOf(name);
    return index >= 0 && bound[index] != null;
  }

  /** {@return the argument, its default, or an unknown where unread arguments may give it} */
  public Value get(String name) {
    int index = signature.indexOf(name);
    Value value = index < 0 ? null : bound[index];
    if (value != null) {
      return value;
    }
    Value.Unknown open = arguments.open();
    if (open != null) {
      return open;
    }
    if (index >= 0) {
      return fallback(signature.items().get(index).fallback());
    }
    throw new IllegalArgumentException(function + " has no parameter " + name);
  }

  private Value fallback(@Nullable String text) {
    Origin origin = Origin.at(span);
    if (text == null || text.equals("None")) {
      return new Value.None(origin);
    }
    if (text.equals("True") || text.equals("False")) {
      return new Value.Bool(text.equals("True"), origin);
    }
    if (text.startsWith("'") || text.startsWith("\"")) {
      return new Value.Str(text.substring(1, text.length() - 1), origin);
    }
    if (!text.isEmpty() && (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-')) {
      return new Value.Int(Long.parseLong(text), origin);
    }
    return new Value.Unbound(origin);
  }

  /** {@return surplus positional arguments} */
  public List<Value> rest() {
    return rest;
  }

  /** {@return surplus keyword arguments} */
  public Map<String, Value> keywords() {
    return keywords;
  }

  /** {@return all arguments as given} */
  public Arguments arguments() {
    return arguments;
  }

  /** {@return the text of an argument, or null when it is not a known text} */
  public @Nullable String text(String name) {
    return get(name) instanceof Value.Str text ? text.value() : null;
  }

  /** {@return an origin at the call, made from some values} */
  public Origin origin(Value... values) {
    if (values.length == 1) {
      return Origin.from(span, "", values[0].origin());
    }
    List<Origin> origins = new ArrayList<>(values.length);
    for (Value value : values) {
      origins.add(value.origin());
    }
    return Origin.from(span, "", origins);
  }

  /** {@return {@code None}, made here} */
  public Value none() {
    return new Value.None(Origin.at(span));
  }

  /** {@return an unknown made here} */
  public Value unknown(String reason) {
    return Value.Unknown.of(reason, span);
  }
}
