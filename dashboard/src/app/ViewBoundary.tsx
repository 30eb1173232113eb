import { Component, type ReactNode } from "react"
import { languages } from "../i18n/i18n.ts"
import { usePreferences } from "../store/preferences.ts"
import { Button } from "../ui/Button.tsx"
import { Empty } from "../ui/Empty.tsx"

interface ViewBoundaryProps {
  readonly children: ReactNode
}

/** A view that fails says so; the top bar and the red button stay alive. */
export class ViewBoundary extends Component<ViewBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    const { t } = languages[usePreferences.getState().locale]
    const retry = <Button onClick={() => this.setState({ failed: false })}>{t("action.retry")}</Button>
    return (
      <div style={{ padding: "4.8rem 3.2rem" }}>
        <Empty action={retry}>{t("error.view")}</Empty>
      </div>
    )
  }
}
