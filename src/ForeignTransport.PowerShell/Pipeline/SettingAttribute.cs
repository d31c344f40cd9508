using System.Management.Automation;
using System.Reflection;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>Marks a parameter that is a setting of the object: when it was given, also as <c>$null</c>, it is sent under its name in camel case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute : Attribute
{
    /// <summary>The settings that a command was given, in the order in which its class has them.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Given(PSCmdlet cmdlet) =>
        from property in cmdlet.GetType().GetProperties()
        where property.GetCustomAttribute<SettingAttribute>() is not null && cmdlet.MyInvocation.BoundParameters.ContainsKey(property.Name)
        select new KeyValuePair<string, object?>(JsonKeyAttribute.Of(property.Name), property.GetValue(cmdlet));
}
