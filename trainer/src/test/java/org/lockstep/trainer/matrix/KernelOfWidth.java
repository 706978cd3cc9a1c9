package org.lockstep.trainer.matrix;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads {@link VectorKernel} and the other Vector classes of the package once more with another
 * vector width. The width is a static constant of a class, so each width needs classes, and so a
 * loader, of its own. The copies see the package's other classes only where these are public.
 */
public final class KernelOfWidth extends ClassLoader {
  private static final String PROPERTY = "lockstep.vectorBits";
  private static final String VECTOR_CLASSES = KernelOfWidth.class.getPackageName() + ".Vector";

  private KernelOfWidth() {
    super(KernelOfWidth.class.getClassLoader());
  }

  public static Kernel load(String bits) {
    String before = System.getProperty(PROPERTY);
    System.setProperty(PROPERTY, bits);
    try {
      Class<?> kernel = new KernelOfWidth().loadClass(VectorKernel.class.getName());
      return (Kernel) kernel.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("VectorKernel must load", e);
    } finally {
      if (before == null) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, before);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(VECTOR_CLASSES)) {
      return super.loadClass(name, resolve);
    }
    Class<?> loaded = findLoadedClass(name);
    return loaded == null ? copy(name) : loaded;
  }

  private Class<?> copy(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream bytes = getParent().getResourceAsStream(file)) {
      byte[] code = bytes.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
