package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.repository.Span;

/**
 * What holds commands that deploy.
 *
 * @param unit name of the job or script part, empty when the file is one
 */
record DeployingScript(Hosted hosted, String kind, String path, Roles.Told told, String unit) {
  Target target(String name, Span place) {
    return new Target(kind, path, unit.isEmpty() ? name : unit + "/" + name, told, place);
  }
}
