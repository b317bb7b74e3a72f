/** Puppet: classes with their parameters and data, and what their resources do to a host. */
@org.jspecify.annotations.NullMarked
package io.github.flaskdebugguard.deployment.puppet;
