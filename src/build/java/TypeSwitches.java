import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the call site that chooses the case of a pattern switch into a method of the class. Java
 * links such a site when it is first reached, each by a hidden class that no cache keeps (JDK 25
 * archives those of lambdas and of string concatenation only): a start reaches about 80 of them,
 * which costs more than reading a small repository.
 */
final class TypeSwitches implements ClassTransform {
  private static final String BOOTSTRAPS = "Ljava/lang/runtime/SwitchBootstraps;";
  private static final int FLAGS =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  private static final MethodTypeDesc EQUALS =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);

  private final ClassDesc owner;
  private final boolean isInterface;
  private final List<Site> sites = new ArrayList<>();

  private record Site(String method, MethodTypeDesc type, List<ConstantDesc> labels) {}

  private TypeSwitches(ClassModel model) {
    this.owner = model.thisClass().asSymbol();
    this.isInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  /** {@return the class without such call sites; the same bytes when it has none} */
  static byte[] linked(ClassFile classFile, byte[] content) {
    ClassModel model = classFile.parse(content);
    TypeSwitches switches = new TypeSwitches(model);
    byte[] result =
        classFile.transformClass(
            model,
            ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> switches::code))
                .andThen(switches));
    return switches.sites.isEmpty() ? content : result;
  }

  private void code(CodeBuilder builder, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call && isTypeSwitch(call)) {
      Site site = new Site("switch$" + sites.size(), call.typeSymbol(), call.bootstrapArgs());
      sites.add(site);
      builder.invokestatic(owner, site.method(), site.type(), isInterface);
    } else {
      builder.with(element);
    }
  }

  /** Labels of other kinds stay with Java: no site on the way of a scan has them. */
  private static boolean isTypeSwitch(InvokeDynamicInstruction call) {
    return call.name().equalsString("typeSwitch")
        && call.bootstrapMethod().owner().descriptorString().equals(BOOTSTRAPS)
        && call.bootstrapArgs().stream().allMatch(TypeSwitches::isTypeOrText);
  }

  private static boolean isTypeOrText(ConstantDesc label) {
    return label instanceof String || (label instanceof ClassDesc type && !type.isPrimitive());
  }

  @Override
  public void accept(ClassBuilder builder, ClassElement element) {
    builder.with(element);
  }

  @Override
  public void atEnd(ClassBuilder builder) {
    for (Site site : sites) {
      builder.withMethodBody(site.method(), site.type(), FLAGS, code -> choose(code, site));
    }
  }

  /** The contract of {@link java.lang.runtime.SwitchBootstraps#typeSwitch}. */
  private static void choose(CodeBuilder code, Site site) {
    Label present = code.newLabel();
    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    for (int i = 0; i < site.labels().size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      if (site.labels().get(i) instanceof ClassDesc type) {
        code.aload(0).instanceOf(type);
      } else {
        code.loadConstant(site.labels().get(i)).aload(0);
        code.invokevirtual(ConstantDescs.CD_Object, "equals", EQUALS);
      }
      code.ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(site.labels().size()).ireturn();
  }
}
