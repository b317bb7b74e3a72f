package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import java.util.Set;

/** The module {@code flask}: the application class and its relatives (facts A1, A2). */
final class FlaskModel {
  /** Name of the application class. */
  static final String FLASK = "Flask";

  /** Name of Quart's application class. */
  static final String QUART = "Quart";

  /** The slot in which objects around a Flask application (Dash, SocketIO) hold it. */
  static final String INNER = " app";

  /** Attributes of an application beside the modelled ones (read: 0.12 to 3.1.3). */
  private static final String ATTRIBUTE_NAMES =
      """
      aborter aborter_class add_template_filter add_template_global add_template_test
      add_url_rule after_request after_request_funcs app_context app_ctx_globals_class
      async_to_sync auto_find_instance_path before_first_request
      before_first_request_funcs before_request before_request_funcs blueprints cli config
      config_class context_processor create_global_jinja_loader create_jinja_environment
      create_url_adapter debug default_config delete dispatch_request
      do_teardown_appcontext do_teardown_request endpoint ensure_sync env
      error_handler_spec errorhandler extensions finalize_request full_dispatch_request
      get get_send_file_max_age got_first_request handle_exception handle_http_exception
      handle_url_build_error handle_user_exception has_static_folder import_name
      inject_url_defaults instance_path iter_blueprints jinja_env jinja_environment
      jinja_loader jinja_options json json_decoder json_encoder json_provider_class
      log_exception logger logger_name make_aborter make_config
      make_default_options_response make_null_session make_response make_shell_context
      name open_instance_resource open_resource open_session patch
      permanent_session_lifetime post preprocess_request preserve_context_on_exception
      process_response propagate_exceptions put raise_routing_exception redirect
      register_blueprint register_error_handler request_class request_context
      response_class root_path route run save_session secret_key select_jinja_autoescape
      send_file_max_age_default send_static_file session_cookie_name session_interface
      shell_context_processor shell_context_processors should_ignore_error static_folder
      static_url_path subdomain_matching teardown_appcontext teardown_appcontext_funcs
      teardown_request teardown_request_funcs template_context_processors template_filter
      template_folder template_global template_test templates_auto_reload test_cli_runner
      test_cli_runner_class test_client test_client_class test_request_context testing
      trap_http_exception try_trigger_before_first_request_functions
      update_template_context url_build_error_handlers url_default_functions url_defaults
      url_for url_map url_map_class url_rule_class url_value_preprocessor
      url_value_preprocessors use_x_sendfile view_functions wsgi_app
      """;

  private static final Set<String> ATTRIBUTES = Set.of(ATTRIBUTE_NAMES.strip().split("[ \n]"));

  private final Models models;
  private final Versions versions;
  private final ClassObj config;
  private final ContextModel contexts;
  private final BlueprintModel blueprints;

  private FlaskModel(Interpreter run, Models models, Versions versions) {
    this.contexts = new ContextModel(models, Origin.at(run.input().launch()));
    this.blueprints = BlueprintModel.define(models);
    this.models = models;
    this.versions = versions;
    this.config = ConfigModel.type(models, versions.flask(), "FLASK");
  }

  static ModuleObj flask(Interpreter run, Versions versions) {
    Models models = new Models(run, "flask");
    FlaskModel model = new FlaskModel(run, models, versions);
    model.application();
    model.contexts.define();
    models.function("has_request_context", "", call -> new Value.Bool(false, call.origin()));
    models.function("has_app_context", "", call -> new Value.Bool(false, call.origin()));
    return models.module();
  }

  private void application() {
    models
        .type(FLASK)
        .method(
            "__init__",
            "self, import_name, static_url_path=None, static_folder='static', static_host=None,"
                + " host_matching=False, subdomain_matching=False, template_folder='templates',"
                + " instance_path=None, instance_relative_config=False, root_path=None",
            this::create)
        .method(
            "run",
            versions.flask().atLeast(1, 0)
                ? "self, host=None, port=None, debug=None, load_dotenv=True, **options"
                : "self, host=None, port=None, debug=None, **options",
            call -> AppRun.run(call, versions))
        .property("debug", FlaskModel::debug, FlaskModel::setDebug)
        .property("testing", call -> read(call, "TESTING"), call -> write(call, "TESTING"))
        .property("secret_key", call -> read(call, "SECRET_KEY"), call -> write(call, "SECRET_KEY"))
        .property("env", call -> read(call, "ENV"), call -> write(call, "ENV"))
        .property("cli", CliModel::of, null)
        .property("wsgi_app", FlaskModel::wsgiApp, FlaskModel::setWsgiApp)
        .method("route", "self, *args, **kwargs", FlaskModel::view)
        .method("get", "self, *args, **kwargs", FlaskModel::view)
        .method("post", "self, *args, **kwargs", FlaskModel::view)
        .method("put", "self, *args, **kwargs", FlaskModel::view)
        .method("delete", "self, *args, **kwargs", FlaskModel::view)
        .method("patch", "self, *args, **kwargs", FlaskModel::view)
        .decorators(
            "before_request",
            "after_request",
            "teardown_request",
            "teardown_appcontext",
            "before_first_request",
            "before_serving",
            "context_processor",
            "template_filter",
            "template_global",
            "template_test",
            "shell_context_processor",
            "url_value_preprocessor",
            "url_defaults")
        .method("errorhandler", "self, code_or_exception", FlaskModel::handler)
        .method(
            "register_error_handler",
            "self, code_or_exception, f",
            call -> {
              call.interpreter()
                  .effect(
                      new ErrorHandler(call.get("f"), catchesAll(call.get("code_or_exception"))),
                      call.span());
              return call.none();
            })
        .method("make_config", "self, instance_relative=False", this::makeConfig)
        .ignored("add_url_rule", "add_template_filter", "register_module")
        .method("register_blueprint", "self, blueprint, **options", blueprints::register)
        .method("app_context", "self", contexts::of)
        .method("test_request_context", "self, *args, **kwargs", contexts::of)
        .open(ATTRIBUTES)
        .define();
  }

  static Value handler(Call call) {
    return new Value.Native(
        "errorhandler",
        io.github.flaskdebugguard.python.Signature.of("function"),
        inner -> {
          inner
              .interpreter()
              .effect(
                  new ErrorHandler(
                      inner.get("function"), catchesAll(call.get("code_or_exception"))),
                  inner.span());
          return inner.get("function");
        },
        false,
        call.origin());
  }

  private static boolean catchesAll(Value type) {
    return type instanceof ClassObj known
        && (known.name().equals("Exception") || known.name().equals("BaseException"));
  }

  /** {@return a decorator that registers a view} */
  static Value view(Call call) {
    return new Value.Native(
        "route",
        io.github.flaskdebugguard.python.Signature.of("function"),
        inner -> {
          Value function = inner.get("function");
          inner.interpreter().effect(new ErrorHandler(function, false), inner.span());
          return function;
        },
        false,
        call.origin());
  }

  private Value create(Call call) {
    Interpreter run = call.interpreter();
    if (!(call.get("self") instanceof Instance self)) {
      return call.none();
    }
    String root = rootPath(call);
    run.setSlot(self, "import_name", call.get("import_name"));
    run.setSlot(self, "name", call.get("import_name"));
    run.setSlot(self, "root_path", new Value.Str(root, call.origin()));
    Value given = call.get("instance_path");
    String instance = given instanceof Value.Str text ? text.value() : instancePath(call, root);
    run.setSlot(self, "instance_path", new Value.Str(instance, call.origin()));
    boolean relative = run.truth(call.get("instance_relative_config")) == Truth.TRUE;
    Value made =
        run.call(
            run.attribute(self, "make_config", call.span()),
            io.github.flaskdebugguard.python.Arguments.of(new Value.Bool(relative, call.origin())),
            call.span());
    run.setSlot(self, "config", made);
    run.effect(new AppCreated(self), call.span());
    return call.none();
  }

  /**
   * A configuration with Flask's defaults; a subclass's {@code default_config} cannot change DEBUG
   * (facts A1).
   */
  private Value makeConfig(Call call) {
    Interpreter run = call.interpreter();
    Value.Obj made = Models.instance(call, config);
    if (!(made instanceof DictObj dict) || !(call.get("self") instanceof Instance self)) {
      return made;
    }
    String slot =
        run.truth(call.get("instance_relative")) == Truth.TRUE ? "instance_path" : "root_path";
    Value root = run.slot(self, slot);
    if (root != null) {
      run.setAttribute(dict, ConfigModel.ROOT, root, call.span());
    }
    Value none = call.none();
    Value no = new Value.Bool(false, call.origin());
    for (String key :
        new String[] {"PROPAGATE_EXCEPTIONS", "SECRET_KEY", "SERVER_NAME", "MAX_CONTENT_LENGTH"}) {
      run.setSlot(dict, key, none);
    }
    for (String key :
        new String[] {
          "TESTING", "TRAP_HTTP_EXCEPTIONS", "EXPLAIN_TEMPLATE_LOADING", "SESSION_COOKIE_SECURE"
        }) {
      run.setSlot(dict, key, no);
    }
    Value defaults = run.attributeOrNull(self, "default_config", call.span());
    if (defaults instanceof DictObj) {
      run.update(dict, defaults, call.span());
    }
    Value mode = DebugFlag.mode(run, versions.flask(), call.span());
    if (mode != null) {
      run.setSlot(dict, "ENV", mode);
    }
    run.setSlot(dict, "DEBUG", DebugFlag.of(run, versions.flask(), call.span()));
    return dict;
  }

  private static String rootPath(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("root_path") instanceof Value.Str given) {
      return Paths.absolute(given.value(), run.input().folder());
    }
    if (call.get("import_name") instanceof Value.Str name) {
      ModuleObj module = run.modules().get(name.value());
      String file = module == null ? null : module.file();
      if (file != null) {
        return Paths.parent(file);
      }
    }
    return run.input().folder();
  }

  /** {@return the instance folder beside the application's top-level module or package} */
  private static String instancePath(Call call, String root) {
    String folder = root;
    while (!folder.equals("/")
        && call.interpreter().input().files().presence(folder + "/__init__.py")
            == FileView.Presence.FILE) {
      folder = Paths.parent(folder);
    }
    return Paths.absolute("instance", folder);
  }

  private static Value read(Call call, String key) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self
        && run.slot(self, "config") instanceof DictObj config) {
      Value value = run.slot(config, key);
      if (value != null) {
        return value;
      }
    }
    return call.unknown("app." + key + " is not known");
  }

  private static Value write(Call call, String key) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self
        && run.slot(self, "config") instanceof DictObj config) {
      run.setItem(config, new Value.Str(key, call.origin()), call.get("value"), call.span());
    }
    return call.none();
  }

  private static Value debug(Call call) {
    return read(call, "DEBUG");
  }

  private static Value setDebug(Call call) {
    return write(call, "DEBUG");
  }

  private static Value wsgiApp(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self) {
      Value set = run.slot(self, "wsgi_app");
      Value own =
          new Value.Bound(
              self,
              new Value.Native(
                  "wsgi_app",
                  io.github.flaskdebugguard.python.Signature.ANY,
                  Call::none,
                  false,
                  call.origin()),
              call.origin());
      return set == null ? own : Value.orElse(set, own, call.span());
    }
    return call.unknown("a WSGI application");
  }

  private static Value setWsgiApp(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, "wsgi_app", call.get("value"));
    }
    return call.none();
  }
}
