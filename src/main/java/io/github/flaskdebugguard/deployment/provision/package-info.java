/** What tools of configuration management do to a host, whatever language tells them. */
@org.jspecify.annotations.NullMarked
package io.github.flaskdebugguard.deployment.provision;
