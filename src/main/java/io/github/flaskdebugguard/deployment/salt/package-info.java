/** Salt: states with their pillar, and what they write and start on a minion. */
@org.jspecify.annotations.NullMarked
package io.github.flaskdebugguard.deployment.salt;
