package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;

/** Application contexts and {@code current_app}, which stands for the application of one. */
final class ContextModel {
  private static final String APP = "app";

  private final Models models;
  private final Instance proxy;
  private final ClassObj context;

  ContextModel(Models models, Origin origin) {
    this.models = models;
    this.proxy =
        Models.object(
            models
                .type("LocalProxy")
                .method("_get_current_object", "self", this::current)
                .open()
                .make(),
            origin);
    this.context =
        models
            .type("AppContext")
            .method("push", "self", this::enter)
            .method("pop", "self, exc=None", this::leave)
            .method("__enter__", "self", this::enter)
            .method("__exit__", "self, *args", this::leave)
            .open()
            .make();
  }

  /** Binds {@code current_app}. */
  void define() {
    models.value("current_app", proxy);
  }

  /** {@return a context of the application on which it is called} */
  Value of(Call call) {
    Instance made = Models.object(context, call.origin());
    call.interpreter().setSlot(made, APP, call.get("self"));
    return made;
  }

  private Value current(Call call) {
    Value app = call.interpreter().slot(proxy, Models.STANDS_FOR);
    return app == null ? call.unknown("no application is current") : app;
  }

  private Value enter(Call call) {
    if (call.get("self") instanceof Instance self) {
      Value app = call.interpreter().slot(self, APP);
      call.interpreter().setSlot(self, "before", call.interpreter().slot(proxy, Models.STANDS_FOR));
      call.interpreter().setSlot(proxy, Models.STANDS_FOR, app);
    }
    return call.get("self");
  }

  private Value leave(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(proxy, Models.STANDS_FOR, call.interpreter().slot(self, "before"));
    }
    return call.none();
  }
}
