package io.github.flaskdebugguard.python;

import java.util.Set;

/** Names of the modules of Python's standard library, 2.7 to 3.14. */
public final class StandardLibrary {
  private static final Set<String> NAMES =
      Set.of(
          """
          BaseHTTPServer ConfigParser Cookie HTMLParser Queue SocketServer StringIO __builtin__
          __future__ abc aifc annotationlib antigravity argparse array ast asynchat asyncio
          asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cPickle cProfile
          cStringIO calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys
          commands compileall compression concurrent configparser contextlib contextvars
          cookielib copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal
          difflib dis distutils doctest dummy_threading email encodings ensurepip enum errno
          faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath
          getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http httplib
          idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword
          lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap
          modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path
          numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes
          pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd
          py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib
          resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal
          site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants
          sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys
          sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this thread
          threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty
          turtle turtledemo types typing unicodedata unittest urllib urllib2 urlparse uu uuid
          venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp
          zipfile zipimport zlib zoneinfo\
          """
              .split("\\s"));

  private static final Set<String> START =
      Set.of(
          "abc",
          "atexit",
          "builtins",
          "codecs",
          "encodings",
          "errno",
          "faulthandler",
          "gc",
          "genericpath",
          "io",
          "itertools",
          "marshal",
          "os",
          "posix",
          "posixpath",
          "pwd",
          "site",
          "stat",
          "sys",
          "time",
          "zipimport");

  private StandardLibrary() {}

  /** {@return whether a top-level name is a module of the standard library} */
  public static boolean contains(String name) {
    int dot = name.indexOf('.');
    return NAMES.contains(dot < 0 ? name : name.substring(0, dot));
  }

  /**
   * {@return whether a module is there before any code runs, so that no file can hide it: it is
   * compiled into the interpreter or imported at its start (executed: 3.11)}
   */
  static boolean builtIn(String name) {
    return START.contains(name);
  }
}
