package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.deployment.helm.HelmValue.Piece;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Str;
import java.util.ArrayList;
import java.util.List;

/** {@code printf}. */
final class HelmPrint {
  private HelmPrint() {}

  static Str printf(List<HelmValue> a) {
    String format = HelmFunctions.text(a.getFirst());
    List<Piece> pieces = new ArrayList<>();
    int argument = 1;
    int start = 0;
    for (int i = 0; i < format.length(); i++) {
      if (format.charAt(i) != '%') {
        continue;
      }
      pieces.add(new Piece(format.substring(start, i), null));
      int end = i + 1;
      while (end < format.length() && "0123456789.+-# ".indexOf(format.charAt(end)) >= 0) {
        end++;
      }
      char verb = end < format.length() ? format.charAt(end) : '%';
      if (verb == '%') {
        pieces.add(new Piece("%", null));
      } else if (argument < a.size()) {
        Str value = a.get(argument++).string();
        if (verb == 'q') {
          pieces.add(new Piece(HelmYaml.quoted(value.text()), value.origin()));
        } else {
          pieces.addAll(value.pieces());
        }
      }
      i = end;
      start = Math.min(end + 1, format.length());
    }
    pieces.add(new Piece(format.substring(start), null));
    pieces.removeIf(piece -> piece.text().isEmpty());
    return new Str(pieces);
  }
}
