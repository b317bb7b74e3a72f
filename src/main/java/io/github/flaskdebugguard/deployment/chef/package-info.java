/** Chef: attributes by precedence, and what the resources of recipes write and start on a host. */
@org.jspecify.annotations.NullMarked
package io.github.flaskdebugguard.deployment.chef;
