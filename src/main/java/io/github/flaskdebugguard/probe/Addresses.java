package io.github.flaskdebugguard.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
interface Addresses {
  /** Asks the system. */
  Addresses SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** {@return all addresses of a host} */
  List<InetAddress> of(String host) throws UnknownHostException;

  /**
   * {@return whether an address is never probed} Link-local addresses hold the metadata services of
   * AWS, Azure, GCP and others (169.254.169.254); AWS also uses fd00:ec2::254, Alibaba Cloud
   * 100.100.100.200, Oracle Cloud 192.0.0.192.
   */
  static boolean isForbidden(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 16 && isTranslated(bytes)) {
      return isForbidden(inner(bytes));
    }
    boolean metadata =
        bytes.length == 16
            ? starts(bytes, 0xfd, 0x00, 0x0e, 0xc2)
            : starts(bytes, 100, 100, 100, 200)
                || starts(bytes, 192, 0, 0)
                || starts(bytes, 255, 255, 255, 255);
    return metadata || address.isLinkLocalAddress() || address.isMulticastAddress();
  }

  /** NAT64 (64:ff9b::/96) leads to the IPv4 address at its end. */
  private static boolean isTranslated(byte[] bytes) {
    return starts(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)
        || starts(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);
  }

  private static InetAddress inner(byte[] bytes) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean starts(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
