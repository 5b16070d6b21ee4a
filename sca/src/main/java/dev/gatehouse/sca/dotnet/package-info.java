/// .NET: NuGet.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.dotnet;
