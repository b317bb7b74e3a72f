/**
 * Values, expressions and templates of Ruby and of Puppet's language, as far as settings use them.
 */
@org.jspecify.annotations.NullMarked
package io.github.flaskdebugguard.deployment.manifest;
