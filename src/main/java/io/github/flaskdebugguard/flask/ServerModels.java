package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Servers that code starts itself (facts C3; executed unless marked read). */
final class ServerModels {
  private static final String LAST = " last server";

  private ServerModels() {}

  /** {@return the model of a server's module, or null} */
  static @Nullable ModuleObj module(Interpreter run, String name) {
    return switch (name) {
      case "waitress" -> waitress(run);
      case "gevent.pywsgi", "gevent.wsgi", "gevent_websocket", "geventwebsocket.server" ->
          server(run, name, "gevent", "WSGIServer");
      case "cheroot.wsgi", "cherrypy.wsgiserver", "cheroot.server" -> cheroot(run, name);
      case "eventlet.wsgi" -> eventlet(run, name);
      case "wsgiref.simple_server" -> made(run, name, "wsgiref", "host, port, app");
      case "bjoern" -> bjoern(run);
      case "paste.httpserver" -> function(run, name, "serve", "application", "paste");
      case "cherrypy" -> cherrypy(run);
      case "tornado.wsgi" -> tornadoContainer(run, name);
      case "tornado.httpserver" -> tornadoServer(run, name);
      case "tornado.ioloop" -> tornadoLoop(run, name);
      case "uvicorn" -> uvicorn(run);
      case "hypercorn.asyncio", "hypercorn.trio" ->
          function(run, name, "serve", "app, config=None", "hypercorn");
      case "gunicorn.app.base", "gunicorn.app.wsgiapp" -> gunicorn(run, name);
      case "hypercorn.middleware", "hypercorn.middleware.wsgi" -> hypercornMiddleware(run, name);
      case "paste.exceptions.errormiddleware",
          "paste.evalexception",
          "paste.evalexception.middleware" ->
          PasteModel.module(run, name);
      case "asgiref.wsgi" -> wrapper(run, name, "WsgiToAsgi", "wsgi_application");
      case "a2wsgi" -> wrapper(run, name, "WSGIMiddleware", "app");
      case "uvicorn.middleware.wsgi", "starlette.middleware.wsgi", "fastapi.middleware.wsgi" ->
          wrapper(run, name, "WSGIMiddleware", "app");
      case "wsgiref.handlers" -> cgi(run, name);
      default -> null;
    };
  }

  private static Value no(Call call) {
    return Serving.bool(call, false);
  }

  private static ModuleObj hypercornMiddleware(Interpreter run, String name) {
    Models models = new Models(run, name);
    for (String type : List.of("AsyncioWSGIMiddleware", "TrioWSGIMiddleware")) {
      Serving.wrapper(models, type, "app");
    }
    return models.module();
  }

  private static ModuleObj wrapper(Interpreter run, String name, String type, String parameter) {
    Models models = new Models(run, name);
    Serving.wrapper(models, type, parameter);
    return models.module();
  }

  private static ModuleObj function(
      Interpreter run, String name, String function, String parameters, String server) {
    String app =
        parameters.contains(",") ? parameters.substring(0, parameters.indexOf(',')) : parameters;
    return new Models(run, name)
        .function(
            function,
            parameters + ", *args, **kwargs",
            call -> Serving.serve(call, server, call.get(app), no(call)))
        .module();
  }

  /** {@code expose_tracebacks} is False by default; texts are read by asbool. */
  private static ModuleObj waitress(Interpreter run) {
    return new Models(run, "waitress")
        .function("serve", "app, *args, **kwargs", ServerModels::serveWaitress)
        .function(
            "create_server",
            "app, *args, **kwargs",
            call -> {
              Models inner = new Models(call.interpreter(), "waitress.server");
              ClassObj type =
                  inner
                      .type("WSGIServer")
                      .method(
                          "run", "self", c -> Serving.serve(c, "waitress", call.get("app"), no(c)))
                      .open()
                      .make();
              return Models.object(type, call.origin());
            })
        .module();
  }

  private static Value serveWaitress(Call call) {
    Value expose = call.keywords().get("expose_tracebacks");
    Value leaks = expose == null ? no(call) : asBool(call, expose);
    Serving.record(call, "waitress", call.get("app"), leaks, no(call), call.keywords().get("host"));
    throw new PathEnd();
  }

  private static Value asBool(Call call, Value value) {
    return call.interpreter()
        .each(
            value,
            v ->
                v instanceof Value.Str text
                    ? Serving.bool(
                        call,
                        List.of("t", "true", "y", "yes", "on", "1")
                            .contains(text.value().strip().toLowerCase(java.util.Locale.ROOT)))
                    : v,
            call.span());
  }

  private static ModuleObj server(Interpreter run, String name, String server, String type) {
    Models models = new Models(run, name);
    models
        .type(type)
        .method(
            "__init__",
            "self, listener, application=None, *args, **kwargs",
            call -> Serving.keep(call, call.get("application")))
        .method(
            "serve_forever",
            "self, *args, **kwargs",
            call -> Serving.serve(call, server, Serving.kept(call), no(call)))
        .method(
            "start",
            "self",
            call -> {
              Serving.record(call, server, Serving.kept(call), no(call), no(call), null);
              return call.none();
            })
        .ignored("stop", "close", "init_socket")
        .open()
        .define();
    return models.module();
  }

  private static ModuleObj cheroot(Interpreter run, String name) {
    Models models = new Models(run, name);
    for (String type : new String[] {"Server", "WSGIServer", "CherryPyWSGIServer"}) {
      models
          .type(type)
          .method(
              "__init__",
              "self, bind_addr=None, wsgi_app=None, *args, **kwargs",
              call -> Serving.keep(call, call.get("wsgi_app")))
          .method(
              "start", "self", call -> Serving.serve(call, "cheroot", Serving.kept(call), no(call)))
          .method(
              "safe_start",
              "self",
              call -> Serving.serve(call, "cheroot", Serving.kept(call), no(call)))
          .ignored("stop")
          .open()
          .define();
    }
    for (String dispatcher : new String[] {"PathInfoDispatcher", "WSGIPathInfoDispatcher"}) {
      Serving.wrapper(models, dispatcher, "apps");
    }
    return models.module();
  }

  /** {@code debug} is True by default and sends tracebacks to the client. */
  private static ModuleObj eventlet(Interpreter run, String name) {
    return new Models(run, name)
        .function(
            "server",
            "sock, site, *args, **kwargs",
            call -> {
              Value debug = call.keywords().get("debug");
              Value leaks =
                  debug == null
                      ? Serving.bool(call, true)
                      : call.interpreter().truth(debug) == Truth.DEPENDS
                          ? debug
                          : Serving.bool(call, call.interpreter().truth(debug) == Truth.TRUE);
              return Serving.serve(call, "eventlet", call.get("site"), leaks);
            })
        .module();
  }

  private static ModuleObj made(Interpreter run, String name, String server, String parameters) {
    Models models = new Models(run, name);
    ClassObj type =
        models
            .type("WSGIServer")
            .method("__init__", "self, *args, **kwargs", Call::none)
            .method("set_app", "self, app", call -> Serving.keep(call, call.get("app")))
            .method(
                "serve_forever",
                "self, *args, **kwargs",
                call -> Serving.serve(call, server, Serving.kept(call), no(call)))
            .method("__enter__", "self", call -> call.get("self"))
            .ignored("__exit__", "shutdown", "server_close", "handle_request")
            .open()
            .define();
    return models
        .function(
            "make_server",
            parameters + ", *args, **kwargs",
            call -> {
              Instance made = Models.object(type, call.origin());
              call.interpreter().setSlot(made, FlaskModel.INNER, call.get("app"));
              return made;
            })
        .module();
  }

  private static ModuleObj bjoern(Interpreter run) {
    Models models = new Models(run, "bjoern");
    return models
        .function("listen", "wsgi_app, *args, **kwargs", call -> last(call, call.get("wsgi_app")))
        .function(
            "run",
            "wsgi_app=None, *args, **kwargs",
            call ->
                Serving.serve(
                    call,
                    "bjoern",
                    call.given("wsgi_app") ? call.get("wsgi_app") : last(call),
                    no(call)))
        .module();
  }

  /** Remembers the application of the server that a later call starts; undone with the path. */
  private static Value last(Call call, Value app) {
    ModuleObj main = call.interpreter().modules().get("__main__");
    if (main != null) {
      call.interpreter().setSlot(main, LAST, app);
    }
    return call.none();
  }

  private static Value last(Call call) {
    ModuleObj main = call.interpreter().modules().get("__main__");
    Value found = main == null ? null : call.interpreter().slot(main, LAST);
    return found == null ? call.unknown("the application is not known") : found;
  }

  private static ModuleObj cherrypy(Interpreter run) {
    Models models = new Models(run, "cherrypy");
    ClassObj tree =
        models
            .type("Tree")
            .method("graft", "self, wsgi_callable, *args", c -> last(c, c.get("wsgi_callable")))
            .method("mount", "self, root, *args, **kwargs", c -> last(c, c.get("root")))
            .open()
            .make();
    ClassObj engine =
        models
            .type("Bus")
            .method("block", "self, *args", c -> Serving.serve(c, "cherrypy", last(c), no(c)))
            .ignored("start", "subscribe", "exit")
            .open()
            .make();
    return models
        .value("tree", Models.object(tree, tree.origin()))
        .value("engine", Models.object(engine, engine.origin()))
        .function(
            "quickstart",
            "root=None, *args, **kwargs",
            call ->
                Serving.serve(
                    call, "cherrypy", call.given("root") ? call.get("root") : last(call), no(call)))
        .module();
  }

  private static ModuleObj tornadoContainer(Interpreter run, String name) {
    Models models = new Models(run, name);
    Serving.wrapper(models, "WSGIContainer", "wsgi_application");
    return models.module();
  }

  private static ModuleObj tornadoServer(Interpreter run, String name) {
    Models models = new Models(run, name);
    models
        .type("HTTPServer")
        .method(
            "__init__",
            "self, request_callback=None, *args, **kwargs",
            call -> {
              last(call, call.get("request_callback"));
              return Serving.keep(call, call.get("request_callback"));
            })
        .ignored("listen", "bind", "start", "add_sockets")
        .open()
        .define();
    return models.module();
  }

  private static ModuleObj tornadoLoop(Interpreter run, String name) {
    Models models = new Models(run, name);
    ClassObj loop =
        models
            .type("IOLoop")
            .method("start", "self", c -> Serving.serve(c, "tornado", last(c), no(c)))
            .open()
            .make();
    for (String method : new String[] {"instance", "current"}) {
      Value maker = models.any(method, call -> Models.object(loop, call.origin()));
      models.run().setSlot(loop, method, new Value.StaticMethod(maker, loop.origin()));
    }
    return models.value("IOLoop", loop).module();
  }

  /** {@code debug} (until 0.18) sends tracebacks to the client; {@code reload} watches files. */
  private static ModuleObj uvicorn(Interpreter run) {
    Models models = new Models(run, "uvicorn");
    models
        .type("Config")
        .method("__init__", "self, app, *args, **kwargs", c -> Serving.keep(c, c.get("app")))
        .open()
        .define();
    models
        .type("Server")
        .method("__init__", "self, config", call -> Serving.keep(call, call.get("config")))
        .method(
            "run",
            "self, *args, **kwargs",
            call -> Serving.serve(call, "uvicorn", Serving.kept(call), no(call)))
        .open()
        .define();
    return models.function("run", "app, *args, **kwargs", ServerModels::runUvicorn).module();
  }

  private static Value runUvicorn(Call call) {
    Interpreter run = call.interpreter();
    Value factory = call.keywords().get("factory");
    Value app =
        Serving.resolved(
            call, call.get("app"), factory != null && run.truth(factory) == Truth.TRUE);
    Serving.record(
        call,
        "uvicorn",
        app,
        call.keywords().getOrDefault("debug", no(call)),
        call.keywords().getOrDefault("reload", no(call)),
        call.keywords().get("host"));
    throw new PathEnd();
  }

  /** A custom gunicorn application: {@code run()} serves what {@code load()} gives. */
  private static ModuleObj gunicorn(Interpreter run, String name) {
    Models models = new Models(run, name);
    ClassObj settings =
        models
            .type("Config")
            .method("set", "self, name, value", ServerModels::keepSetting)
            .method("__contains__", "self, key", call -> Serving.bool(call, true))
            .open()
            .make();
    Models.Type type =
        models
            .type("BaseApplication")
            .method("__init__", "self, *args, **kwargs", call -> start(call, settings))
            .method("load_config", "self", Call::none)
            .method("run", "self", ServerModels::runGunicorn)
            .open();
    ClassObj base = type.define();
    models.value("Application", base);
    models.value("WSGIApplication", base);
    return models.module();
  }

  private static Value keepSetting(Call call) {
    if (call.get("self") instanceof Instance self && call.get("name") instanceof Value.Str name) {
      call.interpreter().setSlot(self, name.value(), call.get("value"));
    }
    return call.none();
  }

  private static Value start(Call call, ClassObj settings) {
    if (call.get("self") instanceof Instance self) {
      Interpreter run = call.interpreter();
      Instance cfg = Models.object(settings, call.origin());
      run.setSlot(cfg, "settings", cfg);
      run.setSlot(self, "cfg", cfg);
      run.call(run.attribute(self, "load_config", call.span()), Arguments.NONE, call.span());
    }
    return call.none();
  }

  private static Value runGunicorn(Call call) {
    Interpreter run = call.interpreter();
    Value app =
        run.call(run.attribute(call.get("self"), "load", call.span()), Arguments.NONE, call.span());
    Value reload = no(call);
    if (call.get("self") instanceof Instance self
        && run.slot(self, "cfg") instanceof Instance cfg
        && run.slot(cfg, "reload") instanceof Value set) {
      reload = set;
    }
    Serving.record(call, "gunicorn", app, no(call), reload, null);
    throw new PathEnd();
  }

  private static ModuleObj cgi(Interpreter run, String name) {
    Models models = new Models(run, name);
    for (String type : new String[] {"CGIHandler", "BaseCGIHandler"}) {
      models
          .type(type)
          .method(
              "run", "self, application", c -> Serving.serve(c, "cgi", c.get("application"), no(c)))
          .open()
          .define();
    }
    return models.module();
  }
}
