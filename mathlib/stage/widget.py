"""What every widget of ours starts from."""
import anywidget
import traitlets


class Widget(anywidget.AnyWidget):
    """A widget whose view knows its model's id, by which it finds out whether a kernel listens."""
    own_id = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits):
        super().__init__(**traits)
        self.own_id = self.model_id or ""
