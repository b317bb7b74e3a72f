package io.github.flaskdebugguard.deployment;

/**
 * Names deployments: {@code *} stands for any text, {@code ?} for one character. It matches a whole
 * id ({@code compose:docker-compose.yml#web}), the id without its kind, the file, or the name
 * alone.
 */
public record DeploymentPattern(String text) {
  /** {@return whether the pattern names this deployment} */
  public boolean matches(Deployment deployment) {
    String id = deployment.id();
    String place = id.substring(id.indexOf(':') + 1);
    int hash = place.lastIndexOf('#');
    return matches(text, id)
        || matches(text, place)
        || matches(text, deployment.place().path())
        || (hash >= 0
            && (matches(text, place.substring(0, hash))
                || matches(text, place.substring(hash + 1))));
  }

  /** Takes time in proportion to the product of both lengths at most. */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : '\0';
      if (p < pattern.length() && wanted == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && (wanted == '?' || wanted == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
