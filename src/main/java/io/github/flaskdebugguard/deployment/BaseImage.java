package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image that the repository does not build.
 *
 * @param reference as {@code FROM} names it, variables filled in; null when that cannot be known
 */
record BaseImage(@Nullable String reference, Span span) {
  /** Last part of the names of images with a language or a system and no application in them. */
  private static final Set<String> SYSTEMS =
      Set.of(
          "python",
          "pypy",
          "debian",
          "ubuntu",
          "alpine",
          "busybox",
          "buildpack-deps",
          "bash",
          "fedora",
          "fedora-minimal",
          "centos",
          "stream9",
          "rockylinux",
          "almalinux",
          "oraclelinux",
          "amazonlinux",
          "archlinux",
          "ubi",
          "ubi-minimal",
          "ubi8",
          "ubi9",
          "node",
          "golang",
          "ruby",
          "rust",
          "php",
          "openjdk",
          "eclipse-temurin",
          "uv",
          "miniconda3",
          "anaconda3",
          "micromamba",
          "cuda",
          "debian-base",
          "base-debian12",
          "python3-debian12");

  /**
   * Variables that such images set (executed: python:3.12-slim and debian:12 hold no others that
   * name a setting).
   */
  private static final Set<String> USUAL =
      Set.of(
          "PATH", "LANG", "LC_ALL", "GPG_KEY", "PYTHON_VERSION", "PYTHON_SHA256", "NODE_VERSION");

  ImageFiles.Base files() {
    if (reference != null && reference.equalsIgnoreCase("scratch")) {
      return ImageFiles.Base.SCRATCH;
    }
    return system() ? ImageFiles.Base.SYSTEM : ImageFiles.Base.FOREIGN;
  }

  boolean system() {
    return SYSTEMS.contains(name());
  }

  /** {@return the working folder of the image, null when it cannot be known} */
  @Nullable String folder() {
    return files() == ImageFiles.Base.FOREIGN ? null : "/";
  }

  boolean alpine() {
    return name().equals("alpine")
        || name().equals("busybox")
        || (reference != null && reference.contains("alpine"));
  }

  /**
   * {@return what the image sets a variable to: null when it does not, unknown when it does or may}
   */
  @Nullable Text variable(String name) {
    if (files() == ImageFiles.Base.SCRATCH) {
      return null;
    }
    return USUAL.contains(name) || files() == ImageFiles.Base.FOREIGN
        ? new Text.Unknown("the base image " + shown() + " may set it", name, span)
        : null;
  }

  String shown() {
    return reference == null ? "that FROM names" : reference;
  }

  /** {@return the Python version that the reference names, such as {@code 3.11}, or null} */
  @Nullable String python() {
    String tag = tag();
    if (tag == null) {
      return null;
    }
    int at = name().equals("python") || name().endsWith("-python") ? 0 : tag.indexOf("python");
    if (at < 0) {
      return null;
    }
    at += tag.startsWith("python", at) ? "python".length() : 0;
    at += at < tag.length() && tag.charAt(at) == '-' ? 1 : 0;
    int end = at;
    while (end < tag.length() && (Character.isDigit(tag.charAt(end)) || tag.charAt(end) == '.')) {
      end++;
    }
    while (end > at && tag.charAt(end - 1) == '.') {
      end--;
    }
    String version = tag.substring(at, end);
    return version.isEmpty() ? null : version;
  }

  private @Nullable String tag() {
    if (reference == null) {
      return null;
    }
    String bare = reference.split("@", 2)[0];
    int colon = bare.indexOf(':', bare.lastIndexOf('/') + 1);
    return colon < 0 ? null : bare.substring(colon + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the name without tag, and without the spellings of Docker's own registry and its
   * mirrors}
   */
  private String name() {
    if (reference == null) {
      return "";
    }
    String bare = reference.split("@", 2)[0].toLowerCase(Locale.ROOT);
    int colon = bare.indexOf(':', bare.lastIndexOf('/') + 1);
    String name = colon < 0 ? bare : bare.substring(0, colon);
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
