package org.lockstep.trainer.schedule;

/** The rules that schedules' settings share. */
final class Settings {

  private Settings() {}

  static void requireSteps(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1. Received: " + value);
    }
  }

  static void requireRate(double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException("rate must be > 0 and <= 1. Received: " + value);
    }
  }

  static void requireMinimum(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("minimum must be >= 0 and <= 1. Received: " + value);
    }
  }

  static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number > 0. Received: " + value);
    }
  }

  static void requireDivisor(String name, double value) {
    if (!(value >= 1) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " must be a finite number >= 1. Received: " + value);
    }
  }
}
