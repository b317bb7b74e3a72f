package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of HCL, the language of Terraform: blocks, attributes, strings, heredocs, lists, objects,
 * calls, conditions that compare, and {@code for}. Any other expression is kept as it is written.
 * What is broken loses only itself. Bounds: 512 KiB, 100 levels.
 *
 * @param body the blocks and attributes of the top level
 */
public record HclFile(Body body) {

  /** Attributes and blocks in the order in which they are written. */
  public record Body(List<Attribute> attributes, List<Block> blocks) {
    public Body {
      attributes = List.copyOf(attributes);
      blocks = List.copyOf(blocks);
    }

    /** {@return the expression of an attribute, or null} */
    public @Nullable Expression get(String name) {
      for (Attribute attribute : attributes.reversed()) {
        if (attribute.name().equals(name)) {
          return attribute.value();
        }
      }
      return null;
    }
  }

  /** A name with its value; {@code key} is where the name is written. */
  public record Attribute(String name, Span key, Expression value) {}

  /** {@code resource "type" "name" { }}. */
  public record Block(String type, List<String> labels, Body body, Span span) {
    public Block {
      labels = List.copyOf(labels);
    }
  }

  /** A value as it is written. */
  public sealed interface Expression {
    /** {@return where it is written} */
    Span span();

    /**
     * A string or heredoc, whose {@code ${ }} stand in it as written, or a bare number, bool or
     * null.
     */
    record Scalar(String text, boolean quoted, Span span) implements Expression {}

    /** A name such as {@code var.debug}, or any expression that is not read further. */
    record Reference(String text, Span span) implements Expression {}

    /** A function's call. */
    record Call(String name, List<Expression> arguments, Span span) implements Expression {
      public Call {
        arguments = List.copyOf(arguments);
      }
    }

    /** A list. */
    record ListOf(List<Expression> items, Span span) implements Expression {
      public ListOf {
        items = List.copyOf(items);
      }
    }

    /** {@code test ? yes : no}. */
    record Conditional(Expression test, Expression yes, Expression no, Span span)
        implements Expression {}

    /** {@code left == right}, or {@code !=} when it is not for equal ones. */
    record Comparison(Expression left, boolean equal, Expression right, Span span)
        implements Expression {}

    /**
     * {@code [for key, value in source : item]}, or with braces an object.
     *
     * @param names one name, or those of key and value
     * @param key of an entry of an object, null in a list
     */
    record ForEach(
        List<String> names, Expression source, @Nullable Expression key, Expression item, Span span)
        implements Expression {
      public ForEach {
        names = List.copyOf(names);
      }
    }

    /** An object. */
    record ObjectOf(List<Attribute> entries, Span span) implements Expression {
      public ObjectOf {
        entries = List.copyOf(entries);
      }
    }
  }

  /** {@return the blocks of a file; an empty body when it is too large} */
  public static HclFile parse(SourceFile file) {
    if (file.text().length() > Limits.DATA_CHARS) {
      LimitNotes.bites(file.span(0, 0), "HCL file is larger than 512 KiB and was not read");
      return new HclFile(new Body(List.of(), List.of()));
    }
    return new HclFile(new HclParser(file).body(false, 0));
  }

  /** {@return the expression that a text begins with, such as what stands in <code>${ }</code>} */
  public static Expression expression(SourceFile text) {
    return new HclParser(text).expression(0);
  }
}
