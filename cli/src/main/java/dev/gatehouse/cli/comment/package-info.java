/// The one pull-request comment on GitHub, GitLab, Gitea and Forgejo. The only commands here that use the network, because asked to.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.comment;
