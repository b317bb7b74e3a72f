package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.deployment.compose.ComposeService.Build;
import io.github.flaskdebugguard.deployment.compose.ComposeService.Setting;
import io.github.flaskdebugguard.deployment.compose.ComposeService.Words;
import io.github.flaskdebugguard.deployment.compose.Tree.Fields;
import io.github.flaskdebugguard.deployment.compose.Tree.Items;
import io.github.flaskdebugguard.deployment.compose.Tree.Leaf;
import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one service out of the merged tree. */
final class ServiceReader {
  private final Repository repository;
  private final Fields project;
  private final Variables variables;
  private final TreeMerge merge;
  private final List<Refusal> refusals;
  private final List<Setting> settings = new ArrayList<>();
  private final List<Text.Unknown> unread = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  ServiceReader(
      Repository repository,
      Fields project,
      Variables variables,
      TreeMerge merge,
      List<Refusal> refusals) {
    this.repository = repository;
    this.project = project;
    this.variables = variables;
    this.merge = merge;
    this.refusals = refusals;
  }

  ComposeService read(String name, Fields service, List<Span> mentions, Set<String> chosen) {
    Words entrypoint = words(service.get("entrypoint"));
    Words command = words(service.get("command"));
    Build build = build(service.get("build"));
    envFiles(service.get("env_file"));
    environment(service.get("environment"));
    if (settings.size() > Limits.VARIABLES) {
      settings.subList(Limits.VARIABLES, settings.size()).clear();
      unread.add(
          new Text.Unknown(
              "may be set by one of more than " + Limits.VARIABLES + " variables (limit)",
              null,
              service.span()));
    }
    List<String> profiles = texts(service.get("profiles"));
    boolean active =
        profiles.isEmpty() || chosen.contains("*") || profiles.stream().anyMatch(chosen::contains);
    return new ComposeService(
        name,
        mentions.isEmpty() ? List.of(service.span()) : mentions,
        value(service.leaf("image")),
        build,
        command,
        entrypoint,
        settings,
        unread,
        value(service.leaf("working_dir")),
        new MountReader(project).read(service),
        ports(service.get("ports")),
        "host".equals(service.text("network_mode")),
        profiles,
        active,
        isLongRunning(service),
        notes.stream().distinct().toList());
  }

  private @Nullable Text value(@Nullable Leaf leaf) {
    if (leaf == null) {
      return null;
    }
    notes.addAll(leaf.text().notes());
    return leaf.value();
  }

  private @Nullable Words words(@Nullable Tree tree) {
    return switch (tree) {
      case Leaf leaf when !leaf.isNull() -> {
        notes.addAll(leaf.text().notes());
        Interpolated text = leaf.text();
        CommandWords split = CommandWords.split(leaf.printed());
        if (split.error()) {
          refusals.add(new Refusal(leaf.span(), "the command cannot be split into words"));
        }
        String dropped = split.dropped();
        if (dropped != null) {
          notes.add(
              new Note(
                  leaf.span(),
                  "compose runs no shell and drops " + text.readable(dropped).strip()));
        }
        yield new Words(
            split.words().stream().map(word -> text.value(word, leaf.span())).toList(),
            text.readable(leaf.printed()).strip(),
            dropped,
            leaf.span());
      }
      case Items items -> {
        List<Text> words = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (Leaf leaf : Tree.leaves(items)) {
          notes.addAll(leaf.text().notes());
          words.add(leaf.value());
          written.add(leaf.text().readable(leaf.printed()));
        }
        yield new Words(words, String.join(" ", written), null, items.span());
      }
      case null -> null;
      default -> null;
    };
  }

  private void envFiles(@Nullable Tree tree) {
    Map<String, Text> earlier = new HashMap<>();
    List<Tree> entries =
        tree instanceof Items items ? items.items() : tree == null ? List.of() : List.of(tree);
    for (Tree entry : entries) {
      Leaf path = entry instanceof Fields fields ? fields.leaf("path") : leaf(entry);
      boolean required =
          !(entry instanceof Fields fields && "false".equals(fields.text("required")));
      if (entry instanceof Fields fields && fields.leaf("format") != null) {
        refusals.add(new Refusal(fields.span(), "env_file format needs compose 2.30"));
      }
      if (path != null) {
        notes.addAll(path.text().notes());
        boolean raw = entry instanceof Fields fields && "raw".equals(fields.text("format"));
        envFile(path, required, raw, earlier);
      }
    }
  }

  private void envFile(Leaf leaf, boolean required, boolean raw, Map<String, Text> earlier) {
    String written = leaf.known();
    if (written == null) {
      unread.add(
          unknown(
              "the env file " + leaf.text().readable(leaf.printed()) + ", whose name is not known",
              leaf));
      return;
    }
    String path = Paths.resolve(leaf.base(), written);
    SourceFile file = path == null ? null : ComposeProject.committed(repository, path);
    if (file == null) {
      if (required) {
        if (variables.complete()) {
          refusals.add(new Refusal(leaf.span(), "the env file " + written + " is missing"));
        }
        unread.add(unknown("the env file " + written + ", which is not in the repository", leaf));
      }
      return;
    }
    EnvFile parsed =
        EnvFile.parse(
            file,
            raw ? EnvFile.Reader.DOCKER_RAW : EnvFile.Reader.COMPOSE_V2,
            name -> {
              Text value = variables.get(name);
              return value == null ? earlier.get(name) : value;
            });
    String error = parsed.error();
    if (error != null) {
      refusals.add(new Refusal(leaf.span(), error));
    }
    for (EnvFile.Entry entry : parsed.entries()) {
      Text value = entry.value() == null ? variables.get(entry.name()) : entry.value();
      if (value != null) {
        settings.add(new Setting(entry.name(), at(value, entry.span()), entry.span()));
        earlier.put(entry.name(), value);
      }
    }
  }

  private static Text.Unknown unknown(String from, Leaf leaf) {
    return new Text.Unknown("may be set by " + from, null, leaf.span());
  }

  private void environment(@Nullable Tree tree) {
    if (tree == null) {
      return;
    }
    if (tree instanceof Leaf leaf && leaf.isNull()) {
      refusals.add(new Refusal(leaf.entry(), "environment must be a mapping or a list"));
    }
    for (var entry : merge.fields(tree).fields().entrySet()) {
      if (entry.getValue() instanceof Leaf leaf) {
        List<Leaf> history = new ArrayList<>();
        for (Leaf at = leaf; at != null; at = at.overridden()) {
          history.add(at);
        }
        Collections.reverse(history);
        history.forEach(at -> set(entry.getKey(), at));
      }
    }
  }

  private void set(String name, Leaf leaf) {
    notes.addAll(leaf.text().notes());
    if (!leaf.isNull()) {
      settings.add(
          new Setting(name, leaf.text().value(leaf.printed(), leaf.entry()), leaf.entry()));
      return;
    }
    Text value = variables.get(name);
    if (value == null) {
      notes.add(
          new Note(
              leaf.entry(), name + " is passed on from the caller; unset there, so it is removed"));
    } else if (!value.span().equals(leaf.entry())) {
      notes.add(new Note(value.span(), name + " is passed on to the service"));
    }
    settings.add(new Setting(name, value == null ? null : at(value, leaf.entry()), leaf.entry()));
  }

  private static Text at(Text value, Span span) {
    return switch (value) {
      case Text.Known known -> new Text.Known(known.value(), span);
      case Text.Unknown unknown -> new Text.Unknown(unknown.reason(), unknown.variable(), span);
    };
  }

  private @Nullable Build build(@Nullable Tree tree) {
    if (tree == null || (tree instanceof Leaf leaf && leaf.isNull())) {
      return null;
    }
    Fields build = TreeMerge.contextOf(tree);
    Leaf contextLeaf = build.leaf("context");
    Leaf inlineLeaf = build.leaf("dockerfile_inline");
    Leaf fileLeaf = build.leaf("dockerfile");
    Leaf any = contextLeaf != null ? contextLeaf : fileLeaf != null ? fileLeaf : inlineLeaf;
    String base = any == null ? null : any.base();
    String written = contextLeaf == null ? "." : contextLeaf.known();
    String context = written == null ? null : Paths.resolve(base, written);
    String file = fileLeaf == null ? "Dockerfile" : fileLeaf.known();
    Text.Known inline =
        inlineLeaf != null && inlineLeaf.value() instanceof Text.Known known ? known : null;
    value(contextLeaf);
    value(fileLeaf);
    Map<String, Text> arguments = new HashMap<>();
    Tree args = build.get("args");
    if (args != null && !(args instanceof Leaf leaf && leaf.isNull())) {
      for (var entry : merge.fields(args).fields().entrySet()) {
        if (entry.getValue() instanceof Leaf leaf) {
          Text value =
              leaf.isNull()
                  ? variables.get(entry.getKey())
                  : leaf.text().value(leaf.printed(), leaf.entry());
          if (value != null) {
            notes.addAll(leaf.text().notes());
            arguments.put(entry.getKey(), at(value, leaf.entry()));
          }
        }
      }
    }
    return new Build(
        context,
        inlineLeaf != null || file == null || context == null ? null : Paths.resolve(context, file),
        inline,
        value(build.leaf("target")),
        arguments,
        build.span());
  }

  private static List<String> ports(@Nullable Tree tree) {
    List<String> ports = new ArrayList<>();
    if (tree instanceof Items items) {
      for (Tree item : items.items()) {
        switch (item) {
          case Leaf leaf -> ports.add(leaf.text().readable(leaf.printed()));
          case Fields fields -> {
            String host = part(fields, "host_ip");
            String published = part(fields, "published");
            String target = part(fields, "target");
            ports.add(
                (host == null ? "" : host + ":")
                    + (published == null ? "" : published + ":")
                    + (target == null ? "" : target));
          }
          case Items nested -> {}
        }
      }
    }
    return ports;
  }

  private static @Nullable String part(Fields fields, String key) {
    Leaf leaf = fields.leaf(key);
    return leaf == null ? null : leaf.text().readable(leaf.printed());
  }

  private static boolean isLongRunning(Fields service) {
    String restart = service.text("restart");
    Fields deploy = service.map("deploy");
    return (restart != null && !restart.equals("no"))
        || (deploy != null
            && (deploy.get("replicas") != null || deploy.get("restart_policy") != null));
  }

  private static @Nullable Leaf leaf(Tree tree) {
    return tree instanceof Leaf leaf && !leaf.isNull() ? leaf : null;
  }

  private static List<String> texts(@Nullable Tree tree) {
    List<String> texts = new ArrayList<>();
    for (Leaf leaf : Tree.leaves(tree)) {
      String text = leaf.known();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }
}
