package io.github.flaskdebugguard.python;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a modelled function, written as Python writes them: {@code "self, host=None,
 * *rest, debug=None, **options"}. Defaults are {@code None}, {@code True}, {@code False}, integers
 * and quoted texts; any other word stands for an object that tells "not given".
 */
public final class Signature {
  /** Takes whatever comes. */
  public static final Signature ANY = of("*args, **kwargs");

  private final List<Item> items;

  private Signature(List<Item> items) {
    this.items = List.copyOf(items);
  }

  /** One parameter; {@code fallback} is its default as written, null when it is required. */
  record Item(String name, boolean keywordOnly, int stars, @Nullable String fallback) {}

  /** {@return the signature that a parameter list describes} */
  public static Signature of(String text) {
    List<Item> items = new ArrayList<>();
    boolean keywordOnly = false;
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String word = part.strip();
      if (word.equals("*")) {
        keywordOnly = true;
      } else if (word.startsWith("**")) {
        items.add(new Item(word.substring(2), true, 2, null));
      } else if (word.startsWith("*")) {
        items.add(new Item(word.substring(1), false, 1, null));
        keywordOnly = true;
      } else {
        int equals = word.indexOf('=');
        items.add(
            equals < 0
                ? new Item(word, keywordOnly, 0, null)
                : new Item(
                    word.substring(0, equals).strip(),
                    keywordOnly,
                    0,
                    word.substring(equals + 1).strip()));
      }
    }
    return new Signature(items);
  }

  List<Item> items() {
    return items;
  }

  /** {@return the place of a parameter without stars, below 0 when there is none of this name} */
  int indexOf(String name) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).stars() == 0 && items.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
