package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code configparser} (CPython library reference; {@code getboolean} by facts F, executed). A file
 * that is not there is passed over in silence, as {@code read()} does.
 */
final class ConfigparserModel {
  private static final String DATA = " data";
  private static final String OPEN = " open";
  private static final String PLAIN = " plain";
  private static final String PARSER = " parser";
  private static final String SECTION = " section";
  private static final String DEFAULT = "DEFAULT";

  private final Interpreter run;
  private final Models models;
  private final ClassObj noSection;
  private final ClassObj noOption;
  private final ClassObj proxy;

  private ConfigparserModel(Interpreter run, String name) {
    this.run = run;
    this.models = new Models(run, name);
    ClassObj error =
        models.type("Error", (ClassObj) run.builtin("Exception", run.input().launch())).define();
    this.noSection = models.type("NoSectionError", error).define();
    this.noOption = models.type("NoOptionError", error).define();
    this.proxy = proxy();
  }

  static ModuleObj module(Interpreter run, String name) {
    ConfigparserModel model = new ConfigparserModel(run, name);
    for (String type : new String[] {"RawConfigParser", "ConfigParser", "SafeConfigParser"}) {
      model.parser(type);
    }
    model.models.type("BasicInterpolation").open().define();
    model.models.type("ExtendedInterpolation").open().define();
    return model.models.module();
  }

  private void parser(String name) {
    boolean plain = name.startsWith("Raw");
    models
        .type(name)
        .method("__init__", "self, defaults=None, *args, **kwargs", call -> make(call, plain))
        .method("read", "self, filenames, encoding=None", this::read)
        .method("read_file", "self, f, source=None", this::readFile)
        .method("readfp", "self, fp, filename=None", this::readFile)
        .method("read_string", "self, string, source=None", this::readString)
        .method("read_dict", "self, dictionary, source=None", this::readDict)
        .method("sections", "self", this::sections)
        .method("has_section", "self, section", call -> has(call, null))
        .method("has_option", "self, section, option", call -> has(call, "option"))
        .method("options", "self, section", this::options)
        .method("items", "self, section=None, *args, **kwargs", this::items)
        .method("get", getter("section, option"), call -> get(call, null))
        .method("getboolean", getter("section, option"), call -> get(call, "bool"))
        .method("getint", getter("section, option"), call -> get(call, "int"))
        .method("getfloat", getter("section, option"), call -> get(call, "float"))
        .method("set", "self, section, option, value=None", this::set)
        .method("add_section", "self, section", this::addSection)
        .method("__getitem__", "self, key", this::section)
        .method("__setitem__", "self, key, value", this::setSection)
        .method("__contains__", "self, section", call -> has(call, null))
        .method("__iter__", "self", this::sections)
        .ignored("write")
        .open()
        .define();
  }

  private static String getter(String first) {
    return "self, " + first + ", fallback=<absent>, raw=False, vars=None";
  }

  private ClassObj proxy() {
    return models
        .type("SectionProxy")
        .method("get", "self, option, fallback=None, raw=False, vars=None", c -> ofProxy(c, null))
        .method("getboolean", "self, option, fallback=None", call -> ofProxy(call, "bool"))
        .method("getint", "self, option, fallback=None", call -> ofProxy(call, "int"))
        .method("getfloat", "self, option, fallback=None", call -> ofProxy(call, "float"))
        .method("__getitem__", "self, option", this::itemOfProxy)
        .method("__setitem__", "self, option, value", this::setOfProxy)
        .method("__contains__", "self, option", this::inProxy)
        .method("__iter__", "self", this::keysOfProxy)
        .method("keys", "self", this::keysOfProxy)
        .open()
        .define();
  }

  private Value make(Call call, boolean plain) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(
          self, DATA, run.dict(Map.of(DEFAULT, run.dict(Map.of(), call.span())), call.span()));
      boolean off = call.keywords().get("interpolation") instanceof Value.None;
      run.setSlot(self, PLAIN, new Value.Bool(plain || off, call.origin()));
      DictObj into = sectionOf(self, DEFAULT);
      if (call.get("defaults") instanceof DictObj defaults && into != null) {
        for (String key : run.textKeys(defaults)) {
          run.setSlot(into, name(self, key), run.slot(defaults, key));
        }
      }
      if (call.get("defaults") instanceof Value.Obj other
          && other == run.environment()
          && into != null) {
        run.update(into, other, call.span());
      }
    }
    return call.none();
  }

  private @Nullable DictObj data(Value parser) {
    return parser instanceof Instance self && run.slot(self, DATA) instanceof DictObj data
        ? data
        : null;
  }

  private @Nullable DictObj sectionOf(Value parser, String section) {
    DictObj data = data(parser);
    return data != null && run.slot(data, section) instanceof DictObj found ? found : null;
  }

  /** {@return an option's name as the parser keeps it: lower case unless optionxform says other} */
  private String name(Value parser, String option) {
    boolean own = parser instanceof Instance self && run.slot(self, "optionxform") != null;
    return own ? option : option.toLowerCase(Locale.ROOT);
  }

  private Value read(Call call) {
    Value given = call.get("filenames");
    List<Value> names =
        given instanceof Value.Str || given instanceof Instance
            ? List.of(given)
            : run.items(given, call.span());
    List<Value> found = new ArrayList<>();
    if (names == null) {
      open(call, call.unknown("the name of a configuration file is not known"));
      names = List.of();
    }
    for (Value each : names) {
      String path = FileModel.path(run, each, call.span());
      FileView.Presence presence =
          path == null ? FileView.Presence.UNKNOWN : FileModel.presence(run, path);
      SourceFile file = path == null ? null : FileModel.read(run, path);
      if (file != null) {
        parse(call, file, true);
        found.add(each);
      } else if (presence == FileView.Presence.UNKNOWN || presence == FileView.Presence.FILE) {
        String what = path == null ? "a configuration file" : Paths.name(path);
        open(call, call.unknown(what + " is not part of the repository"));
      }
    }
    return run.list(found, call.span());
  }

  private void open(Call call, Value reason) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, OPEN, reason);
    }
  }

  private Value readFile(Call call) {
    Value file = call.get(call.given("fp") ? "fp" : "f");
    return parsed(call, FileModel.content(run, file));
  }

  private Value readString(Call call) {
    return parsed(call, call.get("string"));
  }

  private Value parsed(Call call, Value content) {
    if (content instanceof Value.Str text) {
      SourceFile file = Documents.fileOf(call, text);
      parse(call, file == null ? new SourceFile("", text.value()) : file, file != null);
    } else {
      open(call, content);
    }
    return call.none();
  }

  private void parse(Call call, SourceFile file, boolean exact) {
    Value parser = call.get("self");
    DictObj data = data(parser);
    run.chargeParsing(file.text().length());
    for (IniFile.Entry entry : IniFile.parse(file.text())) {
      if (data == null) {
        return;
      }
      DictObj section = sectionOf(parser, entry.section());
      if (section == null) {
        section = run.dict(Map.of(), call.span());
        run.setSlot(data, entry.section(), section);
      }
      String option = entry.option();
      if (option != null) {
        var span = exact ? file.span(entry.start(), entry.end()) : call.span();
        var origin = io.github.flaskdebugguard.python.Origin.at(span);
        String text = entry.value();
        run.setSlot(
            section,
            name(parser, option),
            text == null ? new Value.None(origin) : new Value.Str(text, origin));
      }
    }
  }

  private Value readDict(Call call) {
    if (call.get("dictionary") instanceof DictObj given) {
      for (String section : run.textKeys(given)) {
        fill(call, section, run.slot(given, section));
      }
    } else {
      open(call, call.unknown("a configuration"));
    }
    return call.none();
  }

  private void fill(Call call, String section, @Nullable Value from) {
    Value parser = call.get("self");
    DictObj data = data(parser);
    if (data == null) {
      return;
    }
    DictObj into = sectionOf(parser, section);
    if (into == null) {
      into = run.dict(Map.of(), call.span());
      run.setSlot(data, section, into);
    }
    if (from instanceof DictObj options) {
      for (String option : run.textKeys(options)) {
        Value value = run.slot(options, option);
        if (value != null) {
          run.setSlot(into, name(parser, option), Casts.builtin(call, "str", value));
        }
      }
    }
  }

  private Value sections(Call call) {
    Value open = call.get("self") instanceof Instance self ? run.slot(self, OPEN) : null;
    DictObj data = data(call.get("self"));
    if (data == null || open != null) {
      return open == null ? call.unknown("the sections") : open;
    }
    List<Value> names = new ArrayList<>();
    for (String name : run.textKeys(data)) {
      if (!name.equals(DEFAULT)) {
        names.add(new Value.Str(name, call.origin()));
      }
    }
    return run.list(names, call.span());
  }

  private Value has(Call call, @Nullable String option) {
    String section = call.text("section");
    String name = option == null ? null : call.text(option);
    if (section == null || (option != null && name == null)) {
      return call.unknown("whether an option exists");
    }
    DictObj found = sectionOf(call.get("self"), section);
    boolean there =
        found != null && (name == null || find(call.get("self"), section, name) != null);
    Value open = call.get("self") instanceof Instance self ? run.slot(self, OPEN) : null;
    return !there && open != null ? open : new Value.Bool(there, call.origin());
  }

  private @Nullable Value find(Value parser, String section, String option) {
    DictObj own = sectionOf(parser, section);
    Value value = own == null ? null : run.slot(own, name(parser, option));
    DictObj defaults = value == null ? sectionOf(parser, DEFAULT) : null;
    return defaults == null ? value : run.slot(defaults, name(parser, option));
  }

  private Map<String, Value> all(Value parser, String section) {
    Map<String, Value> all = new LinkedHashMap<>();
    for (String each : new String[] {DEFAULT, section}) {
      DictObj found = sectionOf(parser, each);
      if (found == null) {
        continue;
      }
      for (String key : run.textKeys(found)) {
        Value value = run.slot(found, key);
        if (value != null) {
          all.put(key, value);
        }
      }
    }
    return all;
  }

  private Value options(Call call) {
    String section = call.text("section");
    List<Value> names = new ArrayList<>();
    for (String name : all(call.get("self"), section == null ? "" : section).keySet()) {
      names.add(new Value.Str(name, call.origin()));
    }
    return run.list(names, call.span());
  }

  private Value items(Call call) {
    String section = call.text("section");
    if (section == null) {
      return call.unknown("the sections");
    }
    List<Value> pairs = new ArrayList<>();
    all(call.get("self"), section)
        .forEach(
            (key, value) ->
                pairs.add(
                    new Value.Tuple(
                        List.of(new Value.Str(key, value.origin()), value), call.origin())));
    return run.list(pairs, call.span());
  }

  private Value get(Call call, @Nullable String type) {
    String section = call.text("section");
    String option = call.text("option");
    if (section == null || option == null) {
      return call.unknown("an option whose name is not known");
    }
    return option(call, call.get("self"), section, option, call.get("fallback"), type);
  }

  private Value option(
      Call call,
      Value parser,
      String section,
      String option,
      Value fallback,
      @Nullable String type) {
    Value found = find(parser, section, option);
    if (found != null) {
      return converted(call, interpolated(call, parser, section, found), type);
    }
    if (parser instanceof Instance self && run.slot(self, OPEN) instanceof Value.Unknown reason) {
      return Booleans.undecided(call, reason);
    }
    if (!Casts.absent(fallback)) {
      return fallback;
    }
    ClassObj error = sectionOf(parser, section) == null ? noSection : noOption;
    throw run.raise(error, "No option '" + option + "' in section '" + section + "'", call.span());
  }

  private static Value converted(Call call, Value value, @Nullable String type) {
    return switch (type) {
      case null -> value;
      case "bool" -> Booleans.CONFIGPARSER.read(call, value);
      default -> Casts.builtin(call, type, value);
    };
  }

  /** {@return a text with {@code %(name)s} filled in, as the default interpolation does} */
  private Value interpolated(Call call, Value parser, String section, Value value) {
    return new Filling(call, parser, section).of(value, 0);
  }

  /** What one option is filled in with, which others may be filled in with in turn. */
  private final class Filling {
    private final Call call;
    private final Value parser;
    private final String section;
    private int left = Limits.EXPANSIONS;

    Filling(Call call, Value parser, String section) {
      this.call = call;
      this.parser = parser;
      this.section = section;
    }

    private Value of(Value value, int depth) {
      boolean plain =
          parser instanceof Instance self
              && run.slot(self, PLAIN) instanceof Value plainly
              && run.truth(plainly) == io.github.flaskdebugguard.python.Truth.TRUE;
      if (plain || !(value instanceof Value.Str text) || !text.value().contains("%")) {
        return value;
      }
      StringBuilder result = new StringBuilder();
      String from = text.value();
      for (int i = 0; i < from.length(); i++) {
        char c = from.charAt(i);
        if (c != '%') {
          result.append(c);
          continue;
        }
        if (from.startsWith("%%", i)) {
          result.append('%');
          i++;
          continue;
        }
        int close = from.startsWith("%(", i) && depth < 10 ? from.indexOf(")s", i) : -1;
        if (close > 0) {
          Value inner = find(parser, section, from.substring(i + 2, close));
          Value known = inner == null || left-- <= 0 ? null : of(inner, depth + 1);
          if (!(known instanceof Value.Str part) || result.length() > Limits.FILE_BYTES) {
            return call.unknown("an interpolated option");
          }
          result.append(part.value());
          i = close + 1;
        } else {
          throw run.raise("ValueError", "invalid interpolation syntax", call.span());
        }
      }
      return new Value.Str(result.toString(), value.origin());
    }
  }

  private Value set(Call call) {
    String section = call.text("section");
    String option = call.text("option");
    DictObj into = section == null ? null : sectionOf(call.get("self"), section);
    if (into != null && option != null) {
      run.setSlot(into, name(call.get("self"), option), call.get("value"));
    }
    return call.none();
  }

  private Value addSection(Call call) {
    String section = call.text("section");
    if (section != null) {
      fill(call, section, null);
    }
    return call.none();
  }

  private Value section(Call call) {
    String section = call.text("key");
    Value open = call.get("self") instanceof Instance self ? run.slot(self, OPEN) : null;
    if (section == null || (open != null && sectionOf(call.get("self"), section) == null)) {
      return open == null ? call.unknown("a section whose name is not known") : open;
    }
    if (sectionOf(call.get("self"), section) == null) {
      throw run.raise("KeyError", section, call.span());
    }
    Instance made = Models.object(proxy, call.origin());
    run.setSlot(made, PARSER, call.get("self"));
    run.setSlot(made, SECTION, new Value.Str(section, call.origin()));
    return made;
  }

  private Value setSection(Call call) {
    String section = call.text("key");
    if (section != null) {
      fill(call, section, call.get("value"));
    }
    return call.none();
  }

  private Value ofProxy(Call call, @Nullable String type) {
    return ofProxy(call, call.get("fallback"), type);
  }

  private Value ofProxy(Call call, Value fallback, @Nullable String type) {
    String option = call.text("option");
    return option != null
            && call.get("self") instanceof Instance self
            && run.slot(self, PARSER) instanceof Value parser
            && run.slot(self, SECTION) instanceof Value.Str section
        ? option(call, parser, section.value(), option, fallback, type)
        : call.unknown("an option whose name is not known");
  }

  private Value itemOfProxy(Call call) {
    Value absent = new Value.Unbound(call.origin());
    try {
      return ofProxy(call, absent, null);
    } catch (io.github.flaskdebugguard.python.Raised missing) {
      throw run.raise("KeyError", "no such option", call.span());
    }
  }

  private Value setOfProxy(Call call) {
    String option = call.text("option");
    if (option != null
        && call.get("self") instanceof Instance self
        && run.slot(self, PARSER) instanceof Value parser
        && run.slot(self, SECTION) instanceof Value.Str section) {
      DictObj into = sectionOf(parser, section.value());
      if (into != null) {
        run.setSlot(into, name(parser, option), call.get("value"));
      }
    }
    return call.none();
  }

  private Value inProxy(Call call) {
    String option = call.text("option");
    return option != null
            && call.get("self") instanceof Instance self
            && run.slot(self, PARSER) instanceof Value parser
            && run.slot(self, SECTION) instanceof Value.Str section
        ? new Value.Bool(find(parser, section.value(), option) != null, call.origin())
        : call.unknown("whether an option exists");
  }

  private Value keysOfProxy(Call call) {
    List<Value> names = new ArrayList<>();
    if (call.get("self") instanceof Instance self
        && run.slot(self, PARSER) instanceof Value parser
        && run.slot(self, SECTION) instanceof Value.Str section) {
      for (String name : all(parser, section.value()).keySet()) {
        names.add(new Value.Str(name, call.origin()));
      }
    }
    return run.list(names, call.span());
  }
}
