package io.github.flaskdebugguard.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Debian's Apache with mod_wsgi, as a process of its own with a configuration of its own. */
final class ApacheServer {
  private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

  private ApacheServer() {}

  static boolean isThere() {
    return Files.isExecutable(PROGRAM) && Files.exists(MODULES.resolve("mod_wsgi.so"));
  }

  /** Serves {@code live.py} from a copy, since Apache's workers give up the rights of root. */
  static LiveServer start(Path app, int port, Map<String, String> environment) throws IOException {
    Path folder = Files.createTempDirectory("apache");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(app, folder.resolve("live.py"));
    Path configuration = folder.resolve("apache.conf");
    Files.writeString(
        configuration,
        """
        ServerRoot %1$s
        ServerName 127.0.0.1
        Listen 127.0.0.1:%2$d
        PidFile %1$s/pid
        ErrorLog %1$s/log
        DefaultRuntimeDir %1$s
        LoadModule mpm_event_module %3$s/mod_mpm_event.so
        LoadModule authz_core_module %3$s/mod_authz_core.so
        LoadModule wsgi_module %3$s/mod_wsgi.so
        User nobody
        Group nogroup
        StartServers 1
        ServerLimit 1
        ThreadsPerChild 8
        MaxRequestWorkers 8
        WSGIScriptAlias / %1$s/live.py
        WSGICallableObject app
        <Directory %1$s>
          Require all granted
        </Directory>
        """
            .formatted(folder, port, MODULES));
    return LiveServer.start(
        List.of(PROGRAM.toString(), "-DFOREGROUND", "-f", configuration.toString()),
        environment,
        port);
  }
}
