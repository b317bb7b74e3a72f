package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.ConfigParserFile;
import io.github.flaskdebugguard.document.UnitFile;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/** Settings of systemd units and of ini files stand in the file, in order, and have a name. */
final class UnitFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/app.service", input);
    UnitFile unit = UnitFile.parse(file);
    Records.areIn(file, unit);
    int last = 0;
    for (UnitFile.Entry entry : unit.entries()) {
      Property.holds(last <= entry.span().start(), "%s is not in order", entry);
      last = entry.span().end();
      String source = input.substring(entry.span().start(), entry.span().end());
      Property.holds(
          source.startsWith(entry.key()) || source.indexOf('\\') >= 0,
          "%s is written %s",
          entry,
          source);
      Property.holds(
          entry.value().length() <= source.length(), "%s is longer than it is written", entry);
    }
    ConfigParserFile ini = ConfigParserFile.parse(file);
    Records.areIn(file, ini);
    ini.sections()
        .values()
        .forEach(
            options ->
                options.forEach(
                    (name, option) ->
                        Property.holds(
                            option.value().length() <= option.span().end() - option.span().start(),
                            "%s is longer than it is written: %s",
                            name,
                            option)));
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(
        Map.of(
            "own/app.service", input,
            "own/supervisord.conf", input,
            "own/uwsgi.ini", input,
            "own/app.py", Scanned.APP));
  }
}
