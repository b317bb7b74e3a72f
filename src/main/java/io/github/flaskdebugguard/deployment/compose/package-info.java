/**
 * Docker Compose files as docker compose v2 reads them: which files belong together, interpolation,
 * merge, extends, include. The authority is docker compose 2.26.1, executed; where it refuses a
 * file that other versions take, the services are read all the same and the refusal is told.
 */
@NullMarked
package io.github.flaskdebugguard.deployment.compose;

import org.jspecify.annotations.NullMarked;
