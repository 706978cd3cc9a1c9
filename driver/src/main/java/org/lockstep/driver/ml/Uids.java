package org.lockstep.driver.ml;

/**
 * Hands a uid to an object that is being built. Spark's classes make their Params inside {@code
 * super()}, and a Param asks its owner for the uid: before a field of a Java subclass can have been
 * set. So the uid waits here, a thread each, until the constructor has it.
 */
final class Uids {
  private static final ThreadLocal<String> ENTERING = new ThreadLocal<>();

  private Uids() {}

  /** The mark of a constructor that was given its uid this way. */
  static final class Pushed {
    private final String uid;

    private Pushed(String uid) {
      this.uid = uid;
    }

    /** The uid, which nobody waits for any more. */
    String done() {
      ENTERING.remove();
      return uid;
    }
  }

  static Pushed push(String uid) {
    ENTERING.set(uid);
    return new Pushed(uid);
  }

  /**
   * @param uid of an object, null while it is being built
   */
  static String of(String uid) {
    return uid == null ? ENTERING.get() : uid;
  }
}
